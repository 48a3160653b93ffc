"""The texts that the bases of items name."""
