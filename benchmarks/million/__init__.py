"""A database of a million cases, filled once and measured through the pages that people open."""
