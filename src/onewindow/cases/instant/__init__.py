"""秒批: cases decided at once by a decision table, everything doubtful by a human."""
