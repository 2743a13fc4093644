#!/usr/bin/env python3
"""Django's command line, with the servers it needs."""

import os
import signal
import sys
from pathlib import Path

OWN_PYTHON = Path(__file__).parent / ".venv" / "bin" / "python"
if sys.prefix == sys.base_prefix and OWN_PYTHON.exists():
    # Called as ./manage.py, without the environment that make has set up.
    os.execv(OWN_PYTHON, [str(OWN_PYTHON), *sys.argv])

from django.core.management import execute_from_command_line

from config import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # The default ends the process on the spot, and would leave the servers running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with embedded.provided():
            if sys.argv[1:2] == ["migrate"]:
                embedded.act_as_owner()
            execute_from_command_line(sys.argv)
    except embedded.EmbeddedServerError as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
