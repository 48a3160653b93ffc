"""The other papers of a department: 统计表, 情况说明, 联系表, out and in."""
