"""What the inspected unit must put right, until each item is closed.

Decomposition into items and measures, evidence, three-party review, closure. A sibling of
``leads``: neither imports the other.
"""
