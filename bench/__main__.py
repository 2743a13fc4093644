"""``python -m bench [ISSUES]``: fill a database of its own once, then measure the pages on it."""

import os
import sys

from config import embedded

DEFAULT = 100_000
SMALLEST = 1_000


def main() -> None:
    issues = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if issues < SMALLEST:
        sys.exit(f"Below {SMALLEST} issues there is nothing to measure.")
    # Only ever a database of its own, whatever the shell names.
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "REDIS_URL", "REDIS_URL_FILE"):
        os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["DEBUG"] = "false"
    os.environ["ALLOWED_HOSTS"] = "testserver"
    with embedded.provided(f"bench-{issues}") as (database, *_others):
        # Django reads its settings once, when the servers' addresses are known.
        from bench import filling, measuring  # noqa: PLC0415

        filling.fill(issues, database)
        measuring.measure(issues)


if __name__ == "__main__":
    try:
        main()
    except embedded.EmbeddedServerError as refusal:
        sys.exit(str(refusal))
