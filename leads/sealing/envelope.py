"""A data key a lead, wrapped once for each holder group; every sealed value knows its place."""

import secrets as randomness
import uuid
from dataclasses import dataclass, field

from django.conf import settings

from leads.sealing import ciphers
from leads.sealing.ciphers import SealRefused
from leads.sealing.keyring import SECRET_BYTES, Keyring, KeyUnavailable


class WrongKey(KeyUnavailable):
    """The key file holds a key of this id for another installation, or the envelope was changed."""


def circumstances(*parts: str) -> bytes:
    """Each part with its length before it, so that no two lists of parts read the same."""
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


@dataclass(frozen=True)
class Place:
    """Where a sealed value lives; a value found anywhere else is refused."""

    table: str
    row: int
    column: str


@dataclass(frozen=True)
class Box:
    """An opened data key. Lives as long as one request and is never written anywhere."""

    key_id: str
    installation: str
    data_key: bytes = field(repr=False)

    def seal(self, clear: bytes, place: Place) -> bytes:
        bound_to = self._bound_to(place)
        return ciphers.seal(self.data_key, clear, bound_to=bound_to, cipher=settings.LEAD_CIPHER)

    def unseal(self, sealed: bytes, place: Place) -> bytes:
        return ciphers.unseal(self.data_key, bytes(sealed), bound_to=self._bound_to(place))

    def _bound_to(self, place: Place) -> bytes:
        return circumstances(
            "value", self.installation, place.table, str(place.row), place.column, self.key_id
        )


def new_box(keyring: Keyring) -> Box:
    return Box(uuid.uuid4().hex, keyring.installation, randomness.token_bytes(SECRET_BYTES))


def wrap(box: Box, *, holder: str, place: Place, keyring: Keyring) -> bytes:
    """The data key, sealed with the current key of one holder group."""
    return ciphers.seal(
        keyring.group_key(holder, keyring.current),
        box.data_key,
        bound_to=_wrapping(box.key_id, holder, place, keyring, keyring.current),
        cipher=settings.LEAD_CIPHER,
    )


def unwrap(
    wrapped: bytes, *, box_id: str, holder: str, key_id: str, place: Place, keyring: Keyring
) -> Box:
    try:
        data_key = ciphers.unseal(
            keyring.group_key(holder, key_id),
            bytes(wrapped),
            bound_to=_wrapping(box_id, holder, place, keyring, key_id),
        )
    except SealRefused:
        raise WrongKey("This key does not open the envelope.", key_id) from None
    return Box(box_id, keyring.installation, data_key)


def _wrapping(box_id: str, holder: str, place: Place, keyring: Keyring, key_id: str) -> bytes:
    return circumstances(
        "key", keyring.installation, place.table, str(place.row), place.column,
        box_id, holder, key_id,
    )  # fmt: skip
