"""Bulk import: batches of files, what became of each, and the list of what waits for correction."""
