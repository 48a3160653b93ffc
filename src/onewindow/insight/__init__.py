"""Redesign projects (流程再造): what a procedure really does, what to change, what it brings."""
