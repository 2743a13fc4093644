"""Two authenticated ciphers, told apart by one byte, so that mixed data stays readable."""

import os
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = 1
NONCE_BYTES = 12
TAG_BYTES = 16


class SealRefused(Exception):
    """The sealed bytes were changed, moved, or sealed with another key."""


class AuthenticatedCipher(Protocol):
    name: str
    code: int
    key_bytes: int

    def encrypt(self, key: bytes, nonce: bytes, clear: bytes, bound_to: bytes) -> bytes: ...

    def decrypt(self, key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes: ...


class Aes256Gcm:
    name = "aes-256-gcm"
    code = 1
    key_bytes = 32

    def encrypt(self, key: bytes, nonce: bytes, clear: bytes, bound_to: bytes) -> bytes:
        return AESGCM(key).encrypt(nonce, clear, bound_to)

    def decrypt(self, key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
        return AESGCM(key).decrypt(nonce, sealed, bound_to)


class Sm4Gcm:
    """The commercial cipher of GB/T 32907 in GCM mode (RFC 8998)."""

    name = "sm4-gcm"
    code = 2
    key_bytes = 16

    def encrypt(self, key: bytes, nonce: bytes, clear: bytes, bound_to: bytes) -> bytes:
        encryptor = BlockCipher(SM4(key), GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(bound_to)
        return encryptor.update(clear) + encryptor.finalize() + encryptor.tag

    def decrypt(self, key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
        clear, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
        decryptor = BlockCipher(SM4(key), GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(bound_to)
        return decryptor.update(clear) + decryptor.finalize()


CIPHERS: dict[str, AuthenticatedCipher] = {each.name: each for each in (Aes256Gcm(), Sm4Gcm())}
BY_CODE = {each.code: each for each in CIPHERS.values()}


def derive(secret: bytes, *, length: int, salt: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, so that no key is ever used twice for two things."""
    return HKDF(hashes.SHA256(), length, salt, purpose.encode()).derive(secret)


def seal(secret: bytes, clear: bytes, *, bound_to: bytes, cipher: str) -> bytes:
    chosen = CIPHERS[cipher]
    key = derive(secret, length=chosen.key_bytes, salt=b"", purpose=chosen.name)
    nonce = os.urandom(NONCE_BYTES)
    head = bytes((FORMAT, chosen.code))
    return head + nonce + chosen.encrypt(key, nonce, clear, head + bound_to)


def unseal(secret: bytes, sealed: bytes, *, bound_to: bytes) -> bytes:
    """The clear bytes, or ``SealRefused`` when one bit or one circumstance is not as it was."""
    head, nonce, body = sealed[:2], sealed[2 : 2 + NONCE_BYTES], sealed[2 + NONCE_BYTES :]
    if len(body) < TAG_BYTES or head[0] != FORMAT or head[1] not in BY_CODE:
        raise SealRefused("These bytes are not in the sealed format.")
    chosen = BY_CODE[head[1]]
    key = derive(secret, length=chosen.key_bytes, salt=b"", purpose=chosen.name)
    try:
        return chosen.decrypt(key, nonce, body, head + bound_to)
    except InvalidTag:
        raise SealRefused("The seal does not match these bytes, this place or this key.") from None
