"""The narrow, secret door to the discipline side.

Leads on persons are encrypted, opened with a reason, handed over, and disposed of only by the
discipline side. A sibling of ``rectification``: neither imports the other.
"""
