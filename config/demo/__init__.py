"""Demonstration data: an invented province, made by calling the services as people would.

The figures are those of the source documents; every name of a place or a person is invented.
"""
