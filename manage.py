#!/usr/bin/env python
"""Django's command line, with the servers it needs."""

import os
import signal
import sys

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
