"""What is read of plans, items and suggestions."""
