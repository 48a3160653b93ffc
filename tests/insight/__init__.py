"""Redesign projects."""
