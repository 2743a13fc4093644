"""What the inspected unit must put right, until each item is closed.

Aspect 方面 → issue 问题 come from ``inspections``; here stand the unit's plan, its items 项 and
measures 条, evidence, the three parties' opinions, closure 销号, and suggestions to departments.
An issue's wording is quoted here, never edited. A sibling of ``leads``: neither imports the other.
"""
