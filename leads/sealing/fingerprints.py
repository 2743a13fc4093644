"""A keyed mark of a name or an id number: equal for equal persons, useless without the key."""

import hmac
import unicodedata
from hashlib import sha256

from leads.sealing.keyring import Keyring


def fingerprint(keyring: Keyring, *, body: int, kind: str, value: str) -> bytes:
    """Empty for an empty value. Marks of two bodies never compare."""
    plain = "".join(unicodedata.normalize("NFKC", value).split()).casefold()
    if not plain:
        return b""
    message = f"{keyring.installation}|{body}|{kind}|{plain}".encode()
    return hmac.new(keyring.fingerprint_secret, message, sha256).digest()
