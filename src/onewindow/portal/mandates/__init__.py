"""Who acts for me, and for whom I act."""
