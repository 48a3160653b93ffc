"""Cases as officials see and handle them."""
