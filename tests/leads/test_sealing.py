"""The seal itself: no database here."""

import os
import random

import pytest

from leads.sealing import ciphers, keyring
from leads.sealing.ciphers import SealRefused
from leads.sealing.envelope import Box, Place, WrongKey, new_box, unwrap, wrap
from leads.sealing.fingerprints import fingerprint
from leads.sealing.keyring import (
    KeyFileDamaged,
    KeyFileExposed,
    KeyFileMissing,
    KeyUnknown,
)

PLACE = Place("leads_lead", 7, "text")
CIPHERS = sorted(ciphers.CIPHERS)


@pytest.fixture
def ring():
    return keyring.create()


@pytest.fixture(params=CIPHERS)
def cipher(request, settings):
    settings.LEAD_CIPHER = request.param
    return request.param


def test_published_vector_of_aes_gcm():
    """The Galois/Counter Mode of Operation, test case 16."""
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    nonce = bytes.fromhex("cafebabefacedbaddecaf888")
    clear = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449"
        "a6b525b16aedf5aa0de657ba637b39"
    )
    bound_to = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")

    sealed = ciphers.Aes256Gcm().encrypt(key, nonce, clear, bound_to)

    assert sealed[-16:].hex() == "76fc6ece0f4e1768cddf8853bb2d551b"
    assert ciphers.Aes256Gcm().decrypt(key, nonce, sealed, bound_to) == clear


def test_published_vector_of_sm4_gcm():
    """RFC 8998, appendix A.1."""
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    nonce = bytes.fromhex("00001234567800000000abcd")
    clear = bytes.fromhex(
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
        "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
    )
    bound_to = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")

    sealed = ciphers.Sm4Gcm().encrypt(key, nonce, clear, bound_to)

    assert sealed.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    assert ciphers.Sm4Gcm().decrypt(key, nonce, sealed, bound_to) == clear


def test_a_sealed_value_opens_in_its_place_and_nowhere_else(cipher, ring):
    box = new_box(ring)
    sealed = box.seal("线索".encode(), PLACE)

    assert box.unseal(sealed, PLACE).decode() == "线索"
    elsewhere = [
        Place("leads_leadperson", 7, "text"),
        Place("leads_lead", 8, "text"),
        Place("leads_lead", 7, "subject"),
        Place("leads_lead", 77, "ext"),
    ]
    for place in elsewhere:
        with pytest.raises(SealRefused):
            box.unseal(sealed, place)
    foreign = [
        Box("another", box.installation, box.data_key),
        Box(box.key_id, "another", box.data_key),
        Box(box.key_id, box.installation, os.urandom(32)),
    ]
    for other in foreign:
        with pytest.raises(SealRefused):
            other.unseal(sealed, PLACE)


def test_every_flipped_byte_is_refused(cipher, ring):
    """200 sealed values, each byte of each once (security.md F2)."""
    box = new_box(ring)
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    flipped = 0
    for _ in range(200):
        sealed = box.seal(chance.randbytes(chance.randrange(0, 24)), PLACE)
        for at in range(len(sealed)):
            changed = bytearray(sealed)
            changed[at] ^= chance.randrange(1, 256)
            assert _is_refused(box, bytes(changed)), f"byte {at}, seed {seed}"
            flipped += 1
    assert flipped > 200 * 30


def _is_refused(box, sealed) -> bool:
    try:
        box.unseal(sealed, PLACE)
    except SealRefused:
        return True
    return False


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"clear text that was never sealed"])
def test_what_is_not_sealed_is_refused(ring, sealed):
    with pytest.raises(SealRefused):
        new_box(ring).unseal(sealed, PLACE)


def test_a_nonce_is_never_repeated(ring):
    box = new_box(ring)

    nonces = {box.seal(b"", PLACE)[2:14] for _ in range(20_000)}

    assert len(nonces) == 20_000


def test_both_ciphers_are_readable_side_by_side(settings, ring):
    box = new_box(ring)
    settings.LEAD_CIPHER = "aes-256-gcm"
    older = box.seal(b"older", PLACE)
    settings.LEAD_CIPHER = "sm4-gcm"
    newer = box.seal(b"newer", PLACE)

    assert [box.unseal(older, PLACE), box.unseal(newer, PLACE)] == [b"older", b"newer"]


def test_a_key_is_wrapped_for_one_group_of_one_lead(cipher, ring):
    box = new_box(ring)
    place = Place("leads_leadkey", 7, "intake")
    wrapped = wrap(box, holder="team:1", place=place, keyring=ring)

    def opened(**changed):
        asked = {
            "box_id": box.key_id, "holder": "team:1", "key_id": ring.current, "place": place,
            "keyring": ring,
        }  # fmt: skip
        return unwrap(wrapped, **{**asked, **changed})

    assert opened() == box
    for changed in (
        {"holder": "team:2"},
        {"holder": "clerks:1"},
        {"box_id": "another"},
        {"place": Place("leads_leadkey", 8, "intake")},
        {"place": Place("leads_leadkey", 7, "case")},
    ):
        with pytest.raises(WrongKey) as refused:
            opened(**changed)
        assert refused.value.key_id == ring.current
    with pytest.raises(KeyUnknown) as refused:
        opened(keyring=keyring.create())
    assert refused.value.key_id == ring.current


def test_a_key_file_is_written_for_its_owner_alone(settings, tmp_path, ring):
    settings.LEAD_KEY_FILE = str(tmp_path / "keys" / "leads.json")

    keyring.write(ring, keyring.path())

    assert keyring.path().stat().st_mode & 0o777 == 0o600
    assert keyring.load() == ring


def test_a_missing_open_or_damaged_key_file_is_named(settings, tmp_path, ring):
    path = tmp_path / "leads.json"
    settings.LEAD_KEY_FILE = str(path)
    with pytest.raises(KeyFileMissing):
        keyring.load()

    keyring.write(ring, path)
    path.chmod(0o644)
    with pytest.raises(KeyFileExposed):
        keyring.load()

    path.write_text("{}")
    path.chmod(0o600)
    with pytest.raises(KeyFileDamaged):
        keyring.load()


def test_a_foreign_secret_does_not_pass_for_the_key_it_is_filed_as(ring):
    foreign = keyring.create()
    mixed = keyring.Keyring(
        ring.installation, ring.current, ring.fingerprint_secret,
        {ring.current: foreign.secrets[foreign.current]},
    )  # fmt: skip

    with pytest.raises(KeyFileDamaged) as refused:
        keyring.parse(keyring.serialise(mixed))

    assert refused.value.key_id == ring.current


def test_no_secret_shows_in_a_representation(ring):
    box = new_box(ring)

    shown = repr(ring) + repr(box)

    for secret in [*ring.secrets.values(), ring.fingerprint_secret, box.data_key]:
        assert repr(secret) not in shown


def test_a_fingerprint_finds_the_same_name_and_tells_nothing_without_the_key(ring):
    def mark(value, *, body=1, kind="name", using=ring):
        return fingerprint(using, body=body, kind=kind, value=value)

    assert mark("张 三") == mark("张三") == mark(" 张三　")
    assert mark("ＡＢ１２", kind="id_number") == mark("ab12", kind="id_number")
    assert mark("张三") != mark("张四")
    assert mark("张三") != mark("张三", body=2)
    assert mark("张三") != mark("张三", kind="id_number")
    assert mark("张三") != mark("张三", using=keyring.create())
    assert mark("") == b""
