"""People, companies and how they sign in."""
