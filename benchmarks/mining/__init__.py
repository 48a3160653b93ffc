"""Mining an event log: ours, statements written by hand, and pm4py, on the same file."""
