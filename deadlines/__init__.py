"""Dates by which something is due: the working-day calendar, rules, clocks and reminders.

Knows no inspection words: other apps start clocks and say who is to be reminded.
"""
