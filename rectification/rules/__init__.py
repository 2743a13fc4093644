"""Who may do what on plans, items and suggestions, each answer with its sentence."""
