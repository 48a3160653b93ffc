"""Who may apply, follow and collect for somebody else."""
