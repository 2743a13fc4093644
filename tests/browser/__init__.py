"""The product as people use it: in a browser, signed in by the form, nothing replaced."""
