"""Rates of the items, and the rows behind each number."""
