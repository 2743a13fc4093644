import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from leads.sealing import escrow, keyring
from leads.sealing.keyring import KeyUnavailable


class Command(BaseCommand):
    help = (
        "Split the key file into two shares for two persons (split ONE TWO), or put a lost key "
        "file back from both (join ONE TWO)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deed", choices=["split", "join"])
        parser.add_argument("first", type=Path)
        parser.add_argument("second", type=Path)

    def handle(self, *args: Any, deed: str, first: Path, second: Path, **options: Any) -> None:
        try:
            if deed == "split":
                self._split(first, second)
            else:
                self._join(first, second)
        except KeyUnavailable as problem:
            raise CommandError(f"{problem.reason} {problem.key_id}".strip()) from None
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}.") from None

    def _split(self, first: Path, second: Path) -> None:
        shares = escrow.split(keyring.serialise(keyring.load()))
        for target, share in zip((first, second), shares, strict=True):
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(share)
        self.stdout.write("Give each share to another person; nobody should ever hold both.")

    def _join(self, first: Path, second: Path) -> None:
        if keyring.path().exists():
            raise CommandError("There is a key file already; nothing was changed.")
        ring = keyring.parse(escrow.join(first.read_bytes(), second.read_bytes()))
        keyring.write(ring, keyring.path())
        self.stdout.write(f"Key file with key {ring.current} put back.")
