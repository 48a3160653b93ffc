"""What goes out and comes in as files: papers, forms, packages, and what was set aside."""
