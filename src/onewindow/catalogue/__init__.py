"""Service items 事项 and their versions."""
