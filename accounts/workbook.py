"""A list as an Excel workbook: its columns, order and conditions as shown, each value as what it is."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django_tables2 import BooleanColumn, DateColumn, DateTimeColumn, Table
from django_tables2.rows import BoundRow
from django_tables2.utils import Accessor

from accounts import journal
from accounts.columns import CountColumn, number_of
from accounts.models import User
from accounts.verdicts import NotAllowed

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000
LONGEST_TEXT = 32_767  # what one cell of Excel holds
HEAD_ROWS = 4  # title, conditions, who took it out and when, the names of the columns
LARGEST_NUMBER = 10**15  # beyond it Excel rounds, so that long codes must stay text
# Every text stays text: a cell that begins with "=" must not become a formula.
KEPT_IN_MEMORY = 8 * 2**20
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(table: Table, *, title: str, condition: str, actor: User, **journaled: Any) -> IO[bytes]:
    """Write the rows of ``table`` into a temporary file, and journal that ``actor`` took them out.

    ``journaled`` is what the journal keeps of the conditions; ``condition`` says them to the reader.
    Raises ``NotAllowed`` above ``MOST_ROWS``: nothing is left out without a word.
    """
    rows = table.data.data
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    if count > MOST_ROWS:
        raise NotAllowed(
            _(
                "%(count)d rows are too many for one workbook, which holds %(most)d. "
                "Set a condition first."
            )
            % {"count": count, "most": MOST_ROWS}
        )
    columns = [column for column in table.columns if _is_exported(column)]
    journal.record(
        actor=actor,
        verb="list.exported",
        subject=actor,
        list=table.__class__.__name__,
        format="xlsx",
        rows=count,
        **journaled,
        columns=[column.name for column in columns],
    )
    # On the disk only when it is large; whoever sends it closes it.
    file = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        Sheet(book, columns, title=title, condition=condition, actor=actor).fill(table)
    file.seek(0)
    return file


def _is_exported(column: Any) -> bool:
    return bool(str(column.header)) and not column.column.exclude_from_export


def file_name(title: str, actor: User) -> str:
    """``单位_台账名_20261122_1530.xlsx``, without signs that a file system refuses."""
    now = timezone.localtime()
    return get_valid_filename(f"{actor.organization}_{title}_{now:%Y%m%d_%H%M}") + ".xlsx"


class Sheet:
    """One worksheet: a head that says what this is, then the rows."""

    def __init__(
        self, book: Any, columns: list[Any], *, title: str, condition: str, actor: User
    ) -> None:
        self.columns = columns
        self.sums = {
            place: 0
            for place, column in enumerate(columns, start=1)
            if isinstance(column.column, CountColumn)
        }
        self.title = title
        self.condition = condition
        self.actor = actor
        self.sheet = book.add_worksheet()
        self.title_format = book.add_format(
            {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}
        )
        self.note_format = book.add_format({"font_color": "#465160"})
        self.head_format = book.add_format(
            {
                "bold": True,
                "border": 1,
                "bg_color": "#EEF1F5",
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        cell = {"border": 1, "valign": "vcenter", "text_wrap": True}
        self.text_format = book.add_format(cell)
        self.number_format = book.add_format({**cell, "text_wrap": False})
        self.date_format = book.add_format({**cell, "num_format": "yyyy-mm-dd"})
        self.time_format = book.add_format({**cell, "num_format": "yyyy-mm-dd hh:mm"})

    def fill(self, table: Table) -> None:
        self._page()
        self._head()
        at = HEAD_ROWS - 1
        for at, record in enumerate(_records(table), start=HEAD_ROWS):
            row = BoundRow(record, table=table)
            self._write(at, 0, at - HEAD_ROWS + 1)
            for place, column in enumerate(self.columns, start=1):
                self._write(at, place, _value(row, column))
                if place in self.sums:
                    self.sums[place] += number_of(record, column)
        if self.sums:
            self._totals(at + 1)

    def _totals(self, at: int) -> None:
        """One row below the last: the sums of what is counted."""
        self.sheet.write_string(at, 0, _("Total"), self.head_format)
        for place in range(1, len(self.columns) + 1):
            if place in self.sums:
                self.sheet.write_number(at, place, self.sums[place], self.number_format)
            else:
                self.sheet.write_blank(at, place, None, self.text_format)

    def _page(self) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROWS - 1)
        sheet.freeze_panes(HEAD_ROWS, 2)
        stamp = f"{self.actor.full_name} {self.actor.organization} {timezone.localtime():%Y-%m-%d %H:%M}"
        sheet.set_header("&R" + stamp.replace("&", "&&"))
        sheet.set_footer("&C&P / &N")
        sheet.set_column(0, 0, 6)
        for place, column in enumerate(self.columns, start=1):
            sheet.set_column(place, place, 14 if _is_date(column) else 22)

    def _head(self) -> None:
        sheet = self.sheet
        last = len(self.columns)
        now = timezone.localtime()
        sheet.set_row(0, 30)
        sheet.merge_range(0, 0, 0, last, "", self.title_format)
        sheet.write_string(0, 0, self.title, self.title_format)
        condition = self.condition or _("none")
        sheet.write_string(
            1, 0, _("Conditions: %(condition)s") % {"condition": condition}, self.note_format
        )
        exported = _("Exported %(at)s by %(name)s, %(unit)s") % {
            "at": f"{now:%Y-%m-%d %H:%M}",
            "name": self.actor.full_name,
            "unit": self.actor.organization,
        }
        sheet.write_string(2, 0, exported, self.note_format)
        sheet.write_string(HEAD_ROWS - 1, 0, pgettext("row", "No."), self.head_format)
        for place, column in enumerate(self.columns, start=1):
            sheet.write_string(HEAD_ROWS - 1, place, str(column.header), self.head_format)

    def _write(self, at: int, place: int, value: Any) -> None:
        sheet = self.sheet
        if value is None or value == "":
            sheet.write_blank(at, place, None, self.text_format)
        elif isinstance(value, bool):
            sheet.write_string(at, place, _("Yes") if value else _("No"), self.text_format)
        elif isinstance(value, datetime):
            sheet.write_datetime(at, place, _naive(value), self.time_format)
        elif isinstance(value, date):
            sheet.write_datetime(at, place, value, self.date_format)
        elif isinstance(value, int | float | Decimal) and abs(float(value)) < LARGEST_NUMBER:
            sheet.write_number(at, place, value, self.number_format)
        else:
            sheet.write_string(at, place, _fitting(str(value)), self.text_format)


def _records(table: Table) -> Iterator[Any]:
    rows = table.data.data
    return rows.iterator(chunk_size=500) if isinstance(rows, QuerySet) else iter(rows)


def _is_date(column: Any) -> bool:
    return isinstance(column.column, DateColumn | DateTimeColumn)


def _value(row: BoundRow, column: Any) -> Any:
    """What a cell says, without its markup; a date stays a date."""
    if _is_date(column) or isinstance(column.column, BooleanColumn):
        return Accessor(column.accessor).resolve(row.record, quiet=True)
    value = row.get_cell_value(column.name)
    if isinstance(value, SafeData):
        return " ".join(unescape(strip_tags(str(value))).split())
    return value


def _naive(moment: datetime) -> datetime:
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
