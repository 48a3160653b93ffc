"""The laboratory 流程再造."""
