"""What is done with redesign projects."""
