"""What the office does to calendar, rules and reminder steps."""
