"""The key file: outside the database, readable by its owner alone.

It holds one secret a generation, the installation's own name and the fingerprint secret. The key
of a holder group (the lead clerks of a body, the leader of a team, …) is derived from a secret and
the group's name, so a new team needs no new key, and no group's key opens another group's envelope.
A secret's id is computed from the secret: a foreign file can never pass for the right one.
"""

import base64
import binascii
import json
import os
import secrets as randomness
import stat
import uuid
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from leads.sealing.ciphers import derive

SECRET_BYTES = 32


class KeyUnavailable(Exception):
    """The key that would open this is not here. Holds the key's id, never the key."""

    def __init__(self, reason: str, key_id: str = "") -> None:
        super().__init__(reason)
        self.reason, self.key_id = reason, key_id


class KeyFileMissing(KeyUnavailable):
    """There is no key file where the settings say."""


class KeyFileExposed(KeyUnavailable):
    """Others than the owner may read the key file."""


class KeyFileDamaged(KeyUnavailable):
    """The key file is not readable, or not what was written."""


class KeyUnknown(KeyUnavailable):
    """The key file does not hold the generation that sealed this."""


def key_id_of(secret: bytes) -> str:
    return sha256(b"lead key id" + secret).hexdigest()[:12]


@dataclass(frozen=True)
class Keyring:
    installation: str
    current: str
    fingerprint_secret: bytes = field(repr=False)
    secrets: dict[str, bytes] = field(repr=False)

    def group_key(self, holder: str, key_id: str) -> bytes:
        """The key-encryption key of one holder group, in one generation."""
        if key_id not in self.secrets:
            raise KeyUnknown("The key file does not hold this key.", key_id)
        salt = self.installation.encode()
        return derive(
            self.secrets[key_id], length=SECRET_BYTES, salt=salt, purpose=f"holder {holder}"
        )

    def with_new_generation(self) -> "Keyring":
        secret = randomness.token_bytes(SECRET_BYTES)
        name = key_id_of(secret)
        return replace(self, current=name, secrets={**self.secrets, name: secret})

    def with_current_only(self) -> "Keyring":
        return replace(self, secrets={self.current: self.secrets[self.current]})


def create() -> Keyring:
    empty = Keyring(str(uuid.uuid4()), "", randomness.token_bytes(SECRET_BYTES), {})
    return empty.with_new_generation()


def path() -> Path:
    return Path(settings.LEAD_KEY_FILE)


def load() -> Keyring:
    """Read the key file anew: a rotated key serves at once, and nothing lies in memory for long."""
    try:
        with path().open("rb") as handle:
            if stat.S_IMODE(os.fstat(handle.fileno()).st_mode) & 0o077:
                raise KeyFileExposed("The key file may be read by others than its owner.")
            return parse(handle.read())
    except FileNotFoundError:
        raise KeyFileMissing("There is no key file.") from None
    except OSError:
        raise KeyFileDamaged("The key file cannot be read.") from None


def parse(content: bytes) -> Keyring:
    try:
        written = json.loads(content)
        keyring = Keyring(
            installation=str(uuid.UUID(written["installation"])),
            current=written["current"],
            fingerprint_secret=base64.b64decode(written["fingerprint"], validate=True),
            secrets={
                name: base64.b64decode(secret, validate=True)
                for name, secret in written["keys"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        raise KeyFileDamaged("The key file is damaged.") from None
    for name, secret in keyring.secrets.items():
        if key_id_of(secret) != name:
            raise KeyFileDamaged("A key in the key file is not the one its id names.", name)
    if keyring.current not in keyring.secrets:
        raise KeyFileDamaged("The key file does not hold its current key.", keyring.current)
    return keyring


def write(keyring: Keyring, target: Path) -> None:
    """Write beside the target and swap, so that a crash leaves the old file or the new one whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(serialise(keyring))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(target)


def serialise(keyring: Keyring) -> bytes:
    written = {
        "installation": keyring.installation,
        "current": keyring.current,
        "fingerprint": base64.b64encode(keyring.fingerprint_secret).decode(),
        "keys": {
            name: base64.b64encode(secret).decode() for name, secret in keyring.secrets.items()
        },
    }
    return json.dumps(written, indent=1).encode() + b"\n"
