"""The design system that portal and desk share."""
