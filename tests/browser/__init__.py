"""The product as people use it: in a browser, nothing replaced."""
