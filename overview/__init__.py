"""Dashboards, statistics, search and each person's work: reads, never writes."""
