"""What a checkout needs before it can answer: static files, keys, demo data."""

import hashlib
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command, get_commands


def main() -> None:
    django.setup()
    try:
        collect_changed_static_files()
        call_command("create_lead_keys", if_missing=True)
        if "load_demo" in get_commands():
            call_command("load_demo")
    except CommandError as refusal:
        sys.exit(str(refusal))


def collect_changed_static_files() -> None:
    """To hash and compress them takes seconds, so it is done only when one of them has changed."""
    collected = Path(f"{settings.STATIC_ROOT}.collected")
    fingerprint = static_fingerprint()
    if collected.exists() and collected.read_text(encoding="ascii") == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    collected.write_text(fingerprint, encoding="ascii")


def static_fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
