"""Where each noun may stand and which steps lead on: one file a noun."""
