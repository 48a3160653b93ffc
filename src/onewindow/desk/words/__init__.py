"""What people call items, and what they looked for in vain."""
