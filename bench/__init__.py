"""How long the pages take on a province's worth of rows: ``make bench``. No test depends on it."""
