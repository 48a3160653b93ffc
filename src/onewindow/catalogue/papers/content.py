"""The three papers, filled in from the data; Chinese, because they are filed on paper."""

from collections.abc import Sequence
from datetime import date

from onewindow.catalogue.models import ContactRole, ItemContact
from onewindow.catalogue.papers.facts import Counts, ItemFacts, counts_by_type, counts_of
from onewindow.catalogue.papers.paper import Grid, Paper

ROLES = {
    ContactRole.LEADER: "主管领导", ContactRole.LEGAL: "法制审核", ContactRole.LIAISON: "联络人",
}  # fmt: skip
STATISTICS_HEADS = (
    "序号", "事项名称", "事项类型", "是否录入省标准化平台", "是否纳入网上审批", "不纳入原因",
)  # fmt: skip
CONTACT_HEADS = ("序号", "单位", "类别", "姓名", "职务", "办公电话", "手机", "备注")
SIGNED = "（签字盖章）：　　　　　　　　　　　　年　　月　　日"
YES_NO = {True: "是", False: "否"}


def statistics_paper(name: str, facts: Sequence[ItemFacts], *, is_of_many: bool) -> Paper:
    """Return 统计表; `is_of_many` adds the column of departments."""
    lines = [
        (
            str(at),
            *((each.department,) if is_of_many else ()),
            each.name,
            each.type_label,
            YES_NO[each.is_on_provincial_platform],
            YES_NO[each.is_online],
            each.offline_reason,
        )
        for at, each in enumerate(facts, 1)
    ]
    grid = Grid(STATISTICS_HEADS, (1.1, 6.3, 2.2, 2.3, 2.3, 3.4), lines, (1, 5))
    if is_of_many:
        heads = (STATISTICS_HEADS[0], "单位", *STATISTICS_HEADS[1:])
        grid = Grid(heads, (1.1, 3.4, 4.3, 2.0, 2.1, 2.1, 2.6), lines, (1, 2, 6))
    return Paper("事项统计表", f"填报单位：{name}", (grid,))


def statement_paper(name: str, facts: Sequence[ItemFacts], on: date) -> Paper:
    """Return 情况说明: how many items in all and by type, how many go online, and why not."""
    total = counts_of("合计", facts)
    by_type = counts_by_type(facts)
    listed = "，".join(f"{each.label} {each.all} 项" for each in by_type)
    opening = f"截至 {on:%Y} 年 {on.month} 月 {on.day} 日，{name}共有事项 {total.all} 项"
    body: list[str | Grid] = [
        f"{opening}，其中{listed}。" if by_type else f"{opening}。",
        _sum(total),
        Grid(
            ("事项类型", "事项数", "录入省标准化平台", "纳入网上审批", "不纳入网上审批"),
            (4.4, 3.0, 3.6, 3.3, 3.3),
            [
                (each.label, *map(str, (each.all, each.on_platform, each.online, each.offline)))
                for each in (*by_type, total)
            ],
        ),
    ]
    offline = [each for each in facts if not each.is_online]
    if offline:
        body.append("不能纳入网上审批的事项和原因：")
        lines = [
            (str(at), each.name, each.type_label, each.offline_reason or "（未填写）")
            for at, each in enumerate(offline, 1)
        ]
        heads = ("序号", "事项名称", "事项类型", "不纳入原因")
        body.append(Grid(heads, (1.2, 6.2, 2.6, 7.6), lines, (1, 3)))
    signatures = [f"单位主要负责人{SIGNED}"]
    if offline:
        signatures.append(f"分管市领导{SIGNED}")
    return Paper("事项情况说明", f"填报单位：{name}", tuple(body), tuple(signatures))


def _sum(total: Counts) -> str:
    platform = f"已录入省标准化平台 {total.on_platform} 项"
    online = f"能够纳入网上审批 {total.online} 项，不能纳入 {total.offline} 项"
    return f"{platform}；{online}。"


def contacts_paper(name: str, contacts: Sequence[ItemContact]) -> Paper:
    """Return 联系表."""
    lines = [
        (
            str(at), each.department.name, ROLES[ContactRole(each.role)], each.name, each.title,
            each.office_phone, each.mobile, each.note,
        )
        for at, each in enumerate(contacts, 1)
    ]  # fmt: skip
    if not lines:
        lines = [
            (str(at), name, role, "", "", "", "", "") for at, role in enumerate(ROLES.values(), 1)
        ]
    widths = (1.1, 3.6, 1.9, 1.9, 2.3, 2.6, 2.4, 1.8)
    return Paper(
        "事项工作联系表", f"填报单位：{name}", (Grid(CONTACT_HEADS, widths, lines, (1, 7)),)
    )
