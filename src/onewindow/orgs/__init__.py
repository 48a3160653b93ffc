"""Regions, departments, posts, officers, halls and their calendars."""
