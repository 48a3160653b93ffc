"""Questions, conditions and the application form of a draft, written by choosing."""
