"""What keeps the words of a lead out of everything but its sealed columns.

``ciphers`` seals bytes, ``keyring`` holds the keys outside the database, ``envelope`` gives each
lead its own data key, ``fingerprints`` finds the same person twice without reading a name, and
``uploads`` and ``reports`` keep clear text off the disk and out of error reports. Knows no model.
"""
