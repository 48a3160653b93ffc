"""The work list of an officer."""
