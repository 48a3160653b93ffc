"""What an applicant is told."""
