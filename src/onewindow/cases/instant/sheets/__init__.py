"""A table with its test cases as an Excel file, out and in."""
