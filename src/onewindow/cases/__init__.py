"""Applications 办件 from intake to delivery."""
