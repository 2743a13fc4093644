"""How dates and times read and are typed, in each language."""
