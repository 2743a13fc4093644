"""Deeds on plans, items and suggestions; each one transaction, with its named actor."""
