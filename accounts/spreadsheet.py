"""Reading a workbook that somebody sent: the first sheet as text, at a cost known beforehand.

Only filled cells take memory, wherever the sheet says they stand, and everything is counted while
it is read: a file of a kilobyte may claim a million rows or unpack to a gigabyte. Each part is
parsed as a stream, without a tree.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Collection
from datetime import date, datetime
from typing import IO, Any, NamedTuple, TypeVar
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import sax
from django.core.files import File
from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from accounts.verdicts import NotAllowed

Line = tuple[int, list[str]]
Part = TypeVar("Part", bound="_Part")

MEGABYTE = 1024 * 1024
MOST_PACKED = 10 * MEGABYTE
MOST_UNPACKED = 48 * MEGABYTE
MOST_PARTS = 1000
MOST_ELEMENTS = 1_000_000  # of one part
MOST_CELLS = 200_000
MOST_TEXT = 10_000_000
LONGEST_CELL = 32_767  # what one cell of Excel holds
DEEPEST = 40

# How a cell reads that holds a picture instead of words, as WPS puts it there by a formula.
PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
PICTURE_FORMULA = re.compile(r"^=?\s*(?:_xlfn\.)?DISPIMG\s*\(", re.IGNORECASE)

ENTRY = b"PK\x01\x02"
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
LAST_ROW = 1_048_576
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Digits, letters and marks of a keyboard; dates also hold these three letters.
TYPED = re.compile(r"[\x20-\x7e年月日]*")
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
# Date formats that a Chinese Excel or WPS knows by number alone.
EASTERN_DATES = {*range(27, 32), 36, *range(50, 59)}
DAMAGED = (
    SAXException,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,  # a way of packing that nobody uses
    OSError,
    RuntimeError,  # an encrypted part
    ValueError,  # forbidden entities and declarations, too
)


def read_rows(content: IO[bytes] | File, *, columns: int, most_rows: int) -> list[Line]:
    """The filled rows of the first sheet, each with its number in the sheet and ``columns`` texts.

    The first filled row counts as the heading, beside ``most_rows``. What stands right of the
    columns is left alone. A cell that holds a picture reads as ``PICTURE``. Raises ``NotAllowed``
    with a sentence for the sender when it is no workbook or more than is taken.
    """
    packed = content.read(MOST_PACKED + 1)
    if len(packed) > MOST_PACKED or packed.count(ENTRY) > MOST_PARTS:
        raise _too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise _too_large()
            return _Book(archive).rows(columns, most_rows)
    except DAMAGED as problem:
        raise NotAllowed(_("The workbook cannot be read; save it again as .xlsx.")) from problem


def clean(text: str) -> str:
    """A cell as it was meant: no blanks around it, no control characters, digits as digits.

    Full-width letters and digits are made narrow only where the whole cell is a code, a number or
    a date. Inside a sentence they stay, because a wording is kept as it was written.
    """
    kept = CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    narrow = unicodedata.normalize("NFKC", kept) if len(kept) <= 200 else kept
    return narrow.strip() if TYPED.fullmatch(narrow) else kept


def narrow(text: str) -> str:
    """Full-width made narrow throughout: for labels and codes, which are compared, not kept."""
    return unicodedata.normalize("NFKC", text).strip()


def read_day(written: str) -> date | None:
    """A date as it is typed: 2026-3-5, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305."""
    match = DAY.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


class _Book:
    """The parts of one workbook, read in the order in which they need each other."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def rows(self, columns: int, most_rows: int) -> list[Line]:
        book = self.parsed("xl/workbook.xml", _Contents())
        parts = self.parsed("xl/_rels/workbook.xml.rels", _Relations())
        sheet = self.parsed(parts.by_id[book.first_sheet], _Sheet(columns, most_rows))
        strings = _Strings(sheet.strings)
        if sheet.strings:
            self.parsed(parts.by_kind["sharedStrings"], strings)
        styles = _Styles()
        if "styles" in parts.by_kind:
            self.parsed(parts.by_kind["styles"], styles)
        words = _Words(strings.found, styles, book.epoch)
        lines = ((line, words.row(sheet.rows[line], columns)) for line in sorted(sheet.rows))
        return [(line, cells) for line, cells in lines if any(cells)]

    def parsed(self, name: str, part: Part) -> Part:
        entry = self.archive.getinfo(name)
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise NotImplementedError
        with self.archive.open(entry) as source:
            sax.parse(source, part, forbid_dtd=True)
        return part


class _Part(ContentHandler):
    """One part of the workbook: its elements by their plain names, counted."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.elements = self.length = 0
        self.pieces: list[str] = []
        self.listening = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            raise _too_large()
        self.opened(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:
        self.depth -= 1
        self.closed(name.rpartition(":")[2])

    def characters(self, content: str) -> None:
        if not self.listening:
            return
        self.length += len(content)
        if self.length > LONGEST_CELL:
            raise NotAllowed(
                _("A cell of the workbook holds more than %(most)s characters.")
                % {"most": LONGEST_CELL}
            )
        self.pieces.append(content)

    def heard(self) -> str:
        """The text listened to since the last time; the next one begins anew."""
        text = "".join(self.pieces)
        self.pieces, self.length, self.listening = [], 0, False
        return text

    def opened(self, name: str, attrs: AttributesImpl) -> None:
        """Overwritten by a part that wants to know."""

    def closed(self, name: str) -> None:
        """Overwritten by a part that wants to know."""


class _Contents(_Part):
    """The workbook's own part: its first sheet, and the day its dates count from."""

    def __init__(self) -> None:
        super().__init__()
        self.first_sheet = ""
        self.epoch = CALENDAR_WINDOWS_1900

    def opened(self, name: str, attrs: AttributesImpl) -> None:
        if name == "workbookPr" and attrs.get("date1904", "") in {"1", "true"}:
            self.epoch = CALENDAR_MAC_1904
        if name == "sheet" and not self.first_sheet:
            self.first_sheet = next(
                value for key, value in attrs.items() if key.rpartition(":")[2] == "id"
            )


class _Relations(_Part):
    """Where the other parts lie."""

    def __init__(self) -> None:
        super().__init__()
        self.by_id: dict[str, str] = {}
        self.by_kind: dict[str, str] = {}

    def opened(self, name: str, attrs: AttributesImpl) -> None:
        if name != "Relationship":
            return
        target = attrs["Target"]
        path = target[1:] if target.startswith("/") else f"xl/{target}"
        self.by_id[attrs["Id"]] = path
        self.by_kind[attrs["Type"].rpartition("/")[2]] = path


class _Cell(NamedTuple):
    """One filled cell as the sheet has it."""

    kind: str
    text: str
    style: str


class _Sheet(_Part):
    """The filled cells of a sheet by row and column."""

    def __init__(self, columns: int, most_rows: int) -> None:
        super().__init__()
        self.columns, self.most_rows = columns, most_rows
        self.rows: dict[int, dict[int, _Cell]] = {}
        self.strings: set[int] = set()
        self.row = self.column = self.cells = 0
        self.kind = self.style = self.formula = ""

    def opened(self, name: str, attrs: AttributesImpl) -> None:
        if name == "row":
            self.row = _row_number(attrs.get("r", ""), default=self.row + 1)
            self.column = 0
        elif name == "c":
            self.column = self._column(attrs.get("r", ""))
            self.kind, self.style = attrs.get("t", "n"), attrs.get("s", "")
            self.formula = ""
            self.heard()
        elif name in {"v", "t", "f"}:
            self.listening = True

    def closed(self, name: str) -> None:
        if name == "f":
            self.formula = self.heard()
        elif name in {"v", "t"}:
            self.listening = False
        elif name == "c":
            self._keep(self.heard())

    def _column(self, place: str) -> int:
        """The column a cell names, or the next one when it names none."""
        if not place:
            return self.column + 1
        match = PLACE.fullmatch(place)
        if match is None:
            raise ValueError(place)
        number = 0
        for letter in match[1]:
            number = number * 26 + ord(letter) - ord("A") + 1
        return number

    def _keep(self, value: str) -> None:
        if PICTURE_FORMULA.match(self.formula):
            self.kind, value = "str", PICTURE
        if not value.strip() or self.column > self.columns:
            return
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise _too_large()
        if self.row not in self.rows and len(self.rows) > self.most_rows:
            raise NotAllowed(
                _("The workbook has more than %(most)s rows; divide it.") % {"most": self.most_rows}
            )
        if self.kind == "s":
            self.strings.add(int(value[:10]))
        self.rows.setdefault(self.row, {})[self.column] = _Cell(self.kind, value, self.style)


class _Strings(_Part):
    """The shared texts that the sheet asks for; pronunciations are no text."""

    def __init__(self, wanted: Collection[int]) -> None:
        super().__init__()
        self.wanted = wanted
        self.found: dict[int, str] = {}
        self.number = -1
        self.aside = False

    def opened(self, name: str, attrs: AttributesImpl) -> None:
        if name == "si":
            self.number += 1
        elif name == "rPh":
            self.aside = True
        elif name == "t" and not self.aside and self.number in self.wanted:
            self.listening = True

    def closed(self, name: str) -> None:
        if name == "rPh":
            self.aside = False
        elif name == "t":
            self.listening = False
        elif name == "si" and self.number in self.wanted:
            self.found[self.number] = _text(self.heard())


class _Styles(_Part):
    """Which styles show a number as a date."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: dict[str, str] = {}
        self.styles: list[str] = []
        self.inside = False

    def opened(self, name: str, attrs: AttributesImpl) -> None:
        if name == "numFmt":
            self.formats[attrs["numFmtId"]] = attrs.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            self.styles.append(attrs.get("numFmtId", "0"))

    def closed(self, name: str) -> None:
        if name == "cellXfs":
            self.inside = False

    def is_date(self, style: str) -> bool:
        number = self.styles[int(style)] if style and int(style) < len(self.styles) else "0"
        if number in self.formats:
            return bool(is_date_format(self.formats[number]))
        if int(number) in EASTERN_DATES:
            return True
        return bool(is_date_format(BUILTIN_FORMATS.get(int(number), "General")))


class _Words:
    """Cells as text, with a limit to what all of them say."""

    def __init__(self, strings: dict[int, str], styles: _Styles, epoch: datetime) -> None:
        self.strings, self.styles, self.epoch = strings, styles, epoch
        self.length = 0

    def row(self, cells: dict[int, _Cell], columns: int) -> list[str]:
        texts = [""] * columns
        for column, cell in cells.items():
            texts[column - 1] = text = self.of(cell)
            self.length += len(text)
        if self.length > MOST_TEXT:
            raise _too_large()
        return texts

    def of(self, cell: _Cell) -> str:
        if cell.kind == "s":
            return self.strings[int(cell.text)]
        if cell.kind == "b":
            return "FALSE" if cell.text.strip() == "0" else "TRUE"
        if cell.kind == "n":
            return self._number(cell.text.strip(), cell.style)
        return cell.text[:10] if cell.kind == "d" else _text(cell.text)

    def _number(self, written: str, style: str) -> str:
        value = float(written)
        if self.styles.is_date(style):
            try:
                day: Any = from_excel(value, self.epoch)
            except (ValueError, OverflowError):
                return written
            return day.date().isoformat() if isinstance(day, datetime) else str(day)
        if value.is_integer() and not written.isdecimal() and abs(value) < 10**15:
            return str(int(value))
        return written


def _text(written: str) -> str:
    text = clean(unescape(written))
    return PICTURE if PICTURE_FORMULA.match(text) else text


def _row_number(written: str, *, default: int) -> int:
    number = int(written[:8]) if written else default
    if not 1 <= number <= LAST_ROW:
        raise ValueError(written)
    return number


def _too_large() -> NotAllowed:
    return NotAllowed(
        _("The workbook is too large. Copy the filled rows into a new one, or divide it.")
    )
