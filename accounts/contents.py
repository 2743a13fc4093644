"""What a file holds, looked at before it is kept: its structure, and nothing in it that acts.

No file is opened the way its own program would open it; listings, heads and names are read, at a
bounded cost. What these checks cannot see, a scanner may (``UPLOAD_SCANNER``; docs/decisions/0013).
"""

import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import sax
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

MEGABYTE = 1024 * 1024
MOST_ENTRIES = 5000
MOST_UNPACKED = 1024 * MEGABYTE
STEEPEST = 200  # unpacked bytes for a packed one, above what any honest file of some size has
SMALL = 20 * MEGABYTE
MOST_OBJECTS = 80 * MEGABYTE  # of a PDF, unpacked
MOST_RELATIONS = 8 * MEGABYTE
MOST_PIXELS = 89_000_000
SCAN_SECONDS = 120

DAMAGED = _("“%(name)s” is not what its ending says, or it is damaged.")
MACROS = _("“%(name)s” holds macros. Save it without them, or as PDF.")
ACTIVE = _("“%(name)s” holds a program, a script or an attached file. Print it to a new PDF.")
OUTSIDE = _("“%(name)s” takes parts from another place when it is opened. Save it as PDF.")
LOCKED = _("“%(name)s” is locked with a password, so that nobody can check it. Unlock it first.")
STEEP = _("“%(name)s” unpacks to far more than it should. Send its files one by one.")
PACKED = _("“%(name)s” holds “%(inner)s”, which is not taken. Send the documents themselves.")
NOT_PLAIN = _("“%(name)s” is not plain text.")
LARGE_PICTURE = _("“%(name)s” has too many pixels. Make it smaller first.")
HARMFUL = _("“%(name)s” is harmful, says the scanner. It was not kept.")
UNSCANNED = _("“%(name)s” could not be scanned, so it was not kept. Try again in a few minutes.")

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = b"PK\x01\x02"
# Mail clients and desktops put these into every archive.
CLUTTER = {".ds_store", "thumbs.db", "desktop.ini"}
NEEDED = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "ofd": "OFD.xml"}
TELLING = ("[content_types].xml", ".rels")
REACHING = {"attachedTemplate", "frame", "image", "oleObject", "subDocument"}
# A template on the writer's own disk is a habit of Word, and reaches nowhere.
STREAM = re.compile(rb"stream\r?\n")
OWN_DISK = re.compile(r"(?:file:///)?[A-Za-z]:[\\/]")
MARKUP = (b"<!doctype", b"<html", b"<script", b"<?xml", b"<svg")
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
# Angle brackets, quotes and equals signs in UTF-7, and its mark.
UTF_7 = re.compile(rb"\+(?:/v[89+/]|ADw|AD4|AD0|ACI)")


class Unfit(Exception):
    """The file is not taken; ``reason`` is a sentence about “%(name)s”."""

    def __init__(self, reason: Promise, **words: str) -> None:
        super().__init__(reason)
        self.reason, self.words = reason, words


def pdf(content: IO[bytes]) -> None:
    """A whole PDF that runs nothing, starts nothing and carries no other file."""
    read = content.read()
    if not read.startswith(b"%PDF-") or b"%%EOF" not in read[-2048:]:
        raise Unfit(DAMAGED)
    if DEEDS.search(read) or any(DEEDS.search(packed) for packed in _object_streams(read)):
        raise Unfit(ACTIVE)


def _name(word: str) -> bytes:
    """A pattern for one PDF name, whose letters may also be written as ``#`` and two digits."""
    letters = (b"(?:%c|#%02x|#%02X)" % (ord(c), ord(c), ord(c)) for c in word)
    return b"/" + b"".join(letters)


DEEDS = re.compile(b"|".join(map(_name, ("JavaScript", "Launch", "EmbeddedFile", "RichMedia"))))


def _object_streams(read: bytes) -> Iterator[bytes]:
    """The packed objects of a PDF, where names are hidden from a plain search."""
    left = MOST_OBJECTS
    for found in re.finditer(rb"/ObjStm\b", read):
        start = STREAM.search(read, found.end(), found.end() + 4000)
        if start is None:
            raise Unfit(DAMAGED)
        packed = memoryview(read)[start.end() : read.find(b"endstream", start.end())]
        try:
            unpacked = zlib.decompressobj().decompress(packed, left)
        except zlib.error:
            if b"/Encrypt" in read:
                continue
            raise Unfit(DAMAGED) from None
        left -= len(unpacked)
        if left <= 0:
            raise Unfit(STEEP)
        yield unpacked


def picture(content: IO[bytes], kind: str) -> None:
    """A PNG or JPEG by its structure, of a size that can be shown."""
    try:
        with Image.open(content, formats=[kind]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unfit(LARGE_PICTURE)
            image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit(LARGE_PICTURE) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Unfit(DAMAGED) from None


def old_office(content: IO[bytes]) -> None:
    """A compound file of Word, Excel or WPS: its header, its root, no macros, no packed program."""
    read = content.read()
    sector = {9: 512, 12: 4096}.get(int.from_bytes(read[30:32], "little"), 0)
    root = (int.from_bytes(read[48:52], "little") + 1) * sector
    name = read[root : root + 20].decode("utf-16-le", "replace")
    if (
        not read.startswith(OLE_SIGNATURE)
        or read[28:30] != b"\xfe\xff"
        or not sector
        or name != "Root Entry"
    ):
        raise Unfit(DAMAGED)
    if "_VBA_PROJECT".encode("utf-16-le") in read:
        raise Unfit(MACROS)
    if "\x01Ole10Native".encode("utf-16-le") in read:
        raise Unfit(ACTIVE)


def text(content: IO[bytes]) -> None:
    """Readable text throughout, in no disguise."""
    read = content.read()
    if read.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise Unfit(NOT_PLAIN)
    if CONTROL.search(read) or (read.isascii() and UTF_7.search(read)):
        raise Unfit(NOT_PLAIN)
    for encoding in ("utf-8", "gb18030"):
        try:
            read.decode(encoding)
        except UnicodeDecodeError:
            continue
        return
    raise Unfit(NOT_PLAIN)


def archive(content: IO[bytes], kind: str, allowed: set[str]) -> None:
    """A packed file by its listing; ``kind`` says what it must hold."""
    if sum(block.count(ENTRY) for block in iter(lambda: content.read(8 * MEGABYTE), b"")) > (
        MOST_ENTRIES
    ):
        raise Unfit(STEEP)
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            _check_listing(entries)
            if kind == "zip":
                _check_plain_archive(entries, allowed)
            elif kind == "ofd":
                _demand_part(entries, NEEDED["ofd"])
            else:
                _check_office(packed, entries, kind)
    except (zipfile.BadZipFile, zlib.error, SAXException, LookupError, OSError, RuntimeError,
            ValueError):  # fmt: skip
        raise Unfit(DAMAGED) from None


def _check_listing(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        path = entry.filename.replace("\\", "/")
        if path.startswith("/") or path[1:2] == ":" or ".." in path.split("/"):
            raise Unfit(PACKED, inner=entry.filename[-60:])
        if entry.flag_bits & 1:
            raise Unfit(LOCKED)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > STEEPEST * packed):
        raise Unfit(STEEP)


def _check_plain_archive(entries: list[zipfile.ZipInfo], allowed: set[str]) -> None:
    """Documents and pictures alone: no program, no page, no archive in the archive."""
    if not entries:
        raise Unfit(DAMAGED)
    for entry in entries:
        name = entry.filename.rpartition("/")[2].lower()
        if name not in CLUTTER and name.rpartition(".")[2] not in allowed:
            raise Unfit(PACKED, inner=entry.filename[-60:])


def _check_office(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo], kind: str) -> None:
    _demand_part(entries, NEEDED[kind])
    _demand_part(entries, "[Content_Types].xml")
    paths = [entry.filename.lower() for entry in entries]
    if any(path.endswith("vbaproject.bin") or "/activex/" in path for path in paths):
        raise Unfit(MACROS)
    telling = [entry for entry in entries if entry.filename.lower().endswith(TELLING)]
    if sum(entry.file_size for entry in telling) > MOST_RELATIONS:
        raise Unfit(STEEP)
    for entry in telling:
        with packed.open(entry) as part:
            sax.parse(part, _Relations(), forbid_dtd=True)


def _demand_part(entries: list[zipfile.ZipInfo], start: str) -> None:
    if not any(entry.filename.startswith(start) for entry in entries):
        raise Unfit(DAMAGED)


class _Relations(ContentHandler):
    """What the parts of a document are, and where those lie that it does not hold itself."""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        if "macroenabled" in attrs.get("ContentType", "").lower():
            raise Unfit(MACROS)
        if attrs.get("TargetMode", "").lower() != "external":
            return
        reaches = attrs.get("Type", "").rpartition("/")[2] in REACHING
        if reaches and not OWN_DISK.match(attrs.get("Target", "")):
            raise Unfit(OUTSIDE)


def scan(content: IO[bytes] | Any) -> None:
    """Ask the site's own scanner, if it has one: 0 is clean, 1 is harmful, all else is no answer."""
    command = settings.UPLOAD_SCANNER
    if not command:
        return
    try:
        answer = subprocess.run(  # noqa: S603 - the administrator's own command
            command,
            input=content.read(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SCAN_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise Unfit(UNSCANNED) from None
    if answer.returncode:
        raise Unfit(HARMFUL if answer.returncode == 1 else UNSCANNED)
