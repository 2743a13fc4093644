"""Data in and out: the interface for other systems, background transfers."""
