"""What goes into the printed documents: plain dicts, one file a noun."""
