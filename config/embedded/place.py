"""Where the embedded servers keep their data, sockets and logs."""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
# Linux refuses a socket address of more than 107 bytes; this leaves room for the file's name.
LONGEST_SOCKET_FOLDER = 90


class EmbeddedServerError(Exception):
    """A server that cannot run; the text is a sentence the person at the terminal can act on."""


@dataclass(frozen=True)
class Place:
    """One set of servers, apart from every other: the demo has one, the tests have another."""

    name: str
    base: Path = BASE_DIR / "var"

    @property
    def folder(self) -> Path:
        return self.base / self.name

    @property
    def is_disposable(self) -> bool:
        """Whether the data may be lost with the power."""
        return self.name == "test"

    @property
    def mark(self) -> str:
        """A short name for this folder that no other checkout on the machine has."""
        return f"{self.name}-{hashlib.sha256(bytes(self.folder)).hexdigest()[:8]}"

    def make_folder(self, folder: Path) -> Path:
        """Make ``folder``, which only its owner may enter."""
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
        except PermissionError as refusal:
            raise _not_ours(Path(refusal.filename)) from refusal
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise _not_ours(folder)
        return folder

    def socket_folder(self, wanted: Path) -> Path:
        """``wanted``, or a private folder with a short name when a socket there cannot be named."""
        if len(bytes(wanted)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(r"[\w./-]+", str(wanted)):
            return self.make_folder(wanted)
        short = Path(tempfile.gettempdir()) / f"inspection-{os.geteuid()}-{self.mark}"
        self.make_folder(short)
        found = short.lstat()
        if found.st_uid != os.geteuid() or found.st_mode & 0o077 or short.is_symlink():
            raise EmbeddedServerError(f"{short} is not ours alone: remove it and start again.")
        return short


def _not_ours(path: Path) -> EmbeddedServerError:
    return EmbeddedServerError(
        f"{path} belongs to another user: give it to yourself with chown, or remove it."
    )
