"""Investment projects at the desk."""
