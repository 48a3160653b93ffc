"""The printed guide and the one-time notice of one situation, as PDF."""
