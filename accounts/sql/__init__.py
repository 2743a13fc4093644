"""Triggers that migrations create, as text."""
