"""The step graph of a service item. Plain Python."""
