"""Investment projects of an applicant."""
