"""All that is checked, in one go: ``python -m tests.everything [--without-tests]``.

Every step runs, so that one run tells everything that is wrong. A test that cannot run is a
failure like any other.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests import servers

BIN = Path(sys.executable).parent
STEPS = {
    "catalogues": ["python", "manage.py", "compile_catalogues"],
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "imports": ["lint-imports", "--no-logo"],
    "types": ["mypy"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "tests": ["pytest", "--numprocesses", "2", "--dist", "loadgroup", "--durations", "15"],
}
# What a site that means it would set; the check must find nothing to warn of.
PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "inspection.example.org",
    "SECURE_TLS": "true",
    "PROXY_COUNT": "1",
}


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    steps = STEPS.copy()
    if "--without-tests" in sys.argv:
        del steps["tests"]
    os.environ["PATH"] = f"{BIN}:{os.environ['PATH']}"
    with servers.started():
        results = {name: run(name, command) for name, command in steps.items()}
    print("\n" + "\n".join(results.values()))
    sys.exit(any(line.startswith("FAILED") for line in results.values()))


def run(name: str, command: list[str]) -> str:
    """Run one step with its output in sight; the line that sums it up."""
    print(f"\n== {name}: {' '.join(command)}", flush=True)
    start = time.monotonic()
    environment = os.environ | (PRODUCTION if name == "deployment" else {})
    done = subprocess.run(
        [BIN / command[0], *command[1:]], env=environment, stdin=subprocess.DEVNULL
    )
    word = "FAILED" if done.returncode else "passed"
    killed = f"  killed by signal {-done.returncode}" if done.returncode < 0 else ""
    return f"{word}  {name:<12} {time.monotonic() - start:6.1f} s{killed}"


if __name__ == "__main__":
    main()
