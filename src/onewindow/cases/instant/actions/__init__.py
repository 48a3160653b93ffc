"""What is done with decision tables."""
