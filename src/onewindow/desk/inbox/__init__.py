"""What an officer is told."""
