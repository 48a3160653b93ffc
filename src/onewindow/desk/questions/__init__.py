"""What people ask about the department's guides."""
