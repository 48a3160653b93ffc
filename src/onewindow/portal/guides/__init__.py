"""The public guide of an item, and the way into an application."""
