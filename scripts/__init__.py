"""What developers run: environment, fonts, messages, checks, planted faults."""
