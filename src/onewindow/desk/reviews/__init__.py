"""The joint review of items before publication."""
