"""What everybody can read: which items take something on the applicant's word."""
