"""Anybody with a letter in hand finds out whether it is genuine."""
