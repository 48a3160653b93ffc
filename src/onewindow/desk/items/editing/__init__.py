"""The editor of drafts: one page for each group of elements."""
