"""The base catalogue, standards, claims, and what follows from a changed standard."""
