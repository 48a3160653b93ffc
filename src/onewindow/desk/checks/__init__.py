"""The quality check of one version, on the desk."""
