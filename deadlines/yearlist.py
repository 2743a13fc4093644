"""The yearly list of holidays and make-up workdays as a small workbook: read, checked, given back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

import xlsxwriter
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts import files
from accounts.spreadsheet import PICTURE, read_day, read_rows
from accounts.verdicts import NotAllowed
from deadlines.dates import SATURDAY

MOST_ROWS = 400
LONGEST_NAME = 40
REST = {"休息", "放假", "休", "rest"}
WORK = {"上班", "补班", "班", "work"}
HEADS = {"日期", "date"}

Raw = tuple[int, str, str, str]


@dataclass(frozen=True)
class ListedDay:
    """One day of a yearly list."""

    date: date
    is_working: bool
    name: str


@dataclass(frozen=True)
class Row:
    """One line of the list as it was written, and what it means or what is wrong with it."""

    line: int
    date: str
    kind: str
    name: str
    day: ListedDay | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def raw(self) -> Raw:
        return (self.line, self.date, self.kind, self.name)


def read(upload: UploadedFile) -> list[Raw]:
    """The filled lines of the first sheet, as text.

    Raises ``NotAllowed`` with a sentence when it is no workbook, is empty or too long for a year.
    """
    if files.check(upload, files.clean_name(upload.name or "")) != files.OFFICE_ZIP["xlsx"]:
        raise NotAllowed(_("Send the list as an Excel workbook (.xlsx)."))
    lines = read_rows(upload, columns=3, most_rows=MOST_ROWS)
    rows = [
        (number, cells[0], cells[1], cells[2])
        for number, cells in lines
        if cells[0].lower() not in HEADS
    ]
    if not rows:
        raise NotAllowed(_("The first sheet has no rows below its heading."))
    return rows


def check(year: int, rows: Iterable[Raw]) -> list[Row]:
    """Each line with the day it means, or with every reason why it cannot be taken."""
    checked = []
    seen: set[date] = set()
    for line, written, kind, name in rows:
        day = read_day(written)
        is_working = _kind(kind)
        errors = [
            *_date_errors(day, year, seen),
            *_kind_errors(day, is_working),
            *_name_errors(name),
        ]
        if day is not None:
            seen.add(day)
        means = None
        if not errors and day is not None and is_working is not None:
            means = ListedDay(day, is_working, name)
        checked.append(Row(line, written, kind, name, means, errors))
    return checked


def template(year: int) -> bytes:
    """An empty list with its heading, choices and two example lines."""
    lines = [(f"{year}-01-01", "休息", "元旦"), (f"{year}-02-14", "上班", "春节调休")]
    return _workbook(lines, with_errors=False)


def marked(rows: Iterable[Row]) -> bytes:
    """The list as it was sent, with what is wrong written beside each line."""
    lines = [(row.date, row.kind, row.name, " ".join(row.errors)) for row in rows]
    return _workbook(lines, with_errors=True)


def _workbook(lines: Iterable[tuple[str, ...]], *, with_errors: bool) -> bytes:
    content = BytesIO()
    # Every text stays text: a cell that begins with "=" must not become a formula.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet("工作日历")
        head = book.add_format({"bold": True, "bottom": 1})
        wrong = book.add_format({"bg_color": "#F8D7DA"})
        titles = ["日期", "安排", "名称", *(["问题"] if with_errors else [])]
        sheet.write_row(0, 0, titles, head)
        sheet.set_column(0, 2, 16)
        sheet.set_column(3, 3, 60)
        sheet.freeze_panes(1, 0)
        sheet.data_validation(1, 1, MOST_ROWS, 1, {"validate": "list", "source": ["休息", "上班"]})
        for number, line in enumerate(lines, start=1):
            is_wrong = with_errors and bool(line[-1])
            for column, text in enumerate(line):
                sheet.write_string(number, column, text, wrong if is_wrong else None)
    return content.getvalue()


def _kind(written: str) -> bool | None:
    word = written.strip().lower()
    if word in REST:
        return False
    return True if word in WORK else None


def _date_errors(day: date | None, year: int, seen: set[date]) -> list[str]:
    if day is None:
        return [_("This is no date; write it like %(example)s.") % {"example": f"{year}-01-01"}]
    if day in seen:
        return [_("This day stands in the list twice.")]
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        return [_("This day is not in %(year)s.") % {"year": year}]
    return []


def _name_errors(name: str) -> list[str]:
    if name == PICTURE:
        return [_("A picture stands in this cell; write words.")]
    return [] if len(name) <= LONGEST_NAME else [_("The name is longer than 40 characters.")]


def _kind_errors(day: date | None, is_working: bool | None) -> list[str]:
    if is_working is None:
        return [_("Write 休息 for a day of rest or 上班 for a make-up workday.")]
    if is_working and day is not None and day.weekday() < SATURDAY:
        return [_("Monday to Friday are worked anyway; list only make-up workdays.")]
    return []
