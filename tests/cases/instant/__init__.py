"""Decision tables and what they decide."""
