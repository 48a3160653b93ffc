"""What an applicant handed in."""
