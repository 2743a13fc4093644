"""Two shares of the key file, each worthless alone: for the day when the file is lost."""

import base64
import binascii
import json
import secrets
from hashlib import sha256

from leads.sealing.keyring import KeyFileDamaged


def split(content: bytes) -> tuple[bytes, bytes]:
    """Two shares of the same length; one is random, the other the content under it."""
    pad = secrets.token_bytes(len(content))
    check = sha256(b"lead key escrow" + content).hexdigest()[:16]
    return _share(1, pad, check), _share(2, _under(content, pad), check)


def join(first: bytes, second: bytes) -> bytes:
    """The content of the key file. Raises ``KeyFileDamaged`` for shares that do not fit together."""
    one, two = _read(first), _read(second)
    content = _under(one["share"], two["share"])
    fitting = {one["number"], two["number"]} == {1, 2} and one["check"] == two["check"]
    if not fitting or sha256(b"lead key escrow" + content).hexdigest()[:16] != one["check"]:
        raise KeyFileDamaged("These two shares do not belong together.")
    return content


def _under(content: bytes, pad: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(content, pad, strict=False))


def _share(number: int, share: bytes, check: str) -> bytes:
    written = {"number": number, "check": check, "share": base64.b64encode(share).decode()}
    return json.dumps(written).encode() + b"\n"


def _read(content: bytes) -> dict:
    try:
        written = json.loads(content)
        return {**written, "share": base64.b64decode(written["share"], validate=True)}
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise KeyFileDamaged("This is not a share of a key file.") from None
