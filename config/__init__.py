"""Wiring: settings, addresses, middleware, worker and the embedded servers."""
