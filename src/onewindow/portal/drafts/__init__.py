"""Filling in an application."""
