"""Promises to be verified, and who is not taken at his word."""
