"""Reading a workbook of aspects and issues: row by row, every fault named by its cell.

The same columns are written as template, read back, and marked when something is wrong.
"""

from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from accounts.spreadsheet import PICTURE, Line, read_rows
from accounts.verdicts import NotAllowed
from inspections.models import FocusItem
from inspections.services.received import ReceivedIssue

COLUMNS = ("方面", "问题标题", "问题原文", "监督重点")
REQUIRED = 3
LIMITS = {"方面": 200, "问题标题": 120, "问题原文": 10000}
MOST_ROWS = 500
FAULT = PatternFill("solid", start_color="FFF4CCCC")


@dataclass
class ImportRow:
    """One row as read, with what is wrong with it by column."""

    line: int
    cells: dict[str, str]
    focus_item: FocusItem | None = None
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def aspect(self) -> str:
        return self.cells["方面"]

    @property
    def title(self) -> str:
        return self.cells["问题标题"]

    @property
    def text(self) -> str:
        return self.cells["问题原文"]

    def entry(self) -> ReceivedIssue:
        return ReceivedIssue(
            aspect=self.aspect,
            title=self.title,
            text=self.text,
            focus_item=self.focus_item,
        )


@dataclass
class Preview:
    """All rows of a workbook and what importing them would make."""

    rows: list[ImportRow]

    @property
    def faulty(self) -> list[ImportRow]:
        return [row for row in self.rows if row.faults]

    @property
    def lines(self) -> list[Line]:
        """The rows as they were read, to be checked again at the confirmation."""
        return [(row.line, list(row.cells.values())) for row in self.rows]

    @property
    def aspect_count(self) -> int:
        return len({row.aspect for row in self.rows})


def read(file: IO[bytes]) -> list[Line]:
    """The filled rows of the first sheet, each with its number, as plain text.

    Raises ``NotAllowed`` when it is not a workbook of this kind.
    """
    lines = read_rows(file, columns=len(COLUMNS), most_rows=MOST_ROWS)
    if not lines or tuple(lines[0][1]) != COLUMNS:
        raise NotAllowed(
            _("The first row must hold the columns %(columns)s. Take the template.")
            % {"columns": "、".join(COLUMNS)}
        )
    if not lines[1:]:
        raise NotAllowed(_("The workbook holds no row below its head."))
    return lines[1:]


def check(lines: list[Line], *, focus_items: list[FocusItem], known_texts: set[str]) -> Preview:
    """Every row with what is wrong with it; a wording that stands there already is a fault."""
    points = {item.name: item for item in focus_items}
    seen = set(known_texts)
    return Preview([_row(number, line, points, seen) for number, line in lines])


def _row(number: int, line: list[str], points: dict[str, FocusItem], seen: set[str]) -> ImportRow:
    values = [*line, *[""] * len(COLUMNS)][: len(COLUMNS)]
    row = ImportRow(number, dict(zip(COLUMNS, values, strict=True)))
    for column in COLUMNS[:REQUIRED]:
        value = row.cells[column]
        if not value:
            row.faults[column] = _("This cell is empty.")
        elif len(value) > LIMITS[column]:
            row.faults[column] = _("At most %(most)s characters; there are %(count)s.") % {
                "most": LIMITS[column],
                "count": len(value),
            }
    _check_focus(row, points)
    _check_repetition(row, seen)
    for column in COLUMNS:
        if row.cells[column] == PICTURE:
            row.faults[column] = _("A picture stands in this cell; write words.")
    return row


def _check_focus(row: ImportRow, points: dict[str, FocusItem]) -> None:
    name = row.cells["监督重点"]
    row.focus_item = points.get(name)
    if name and row.focus_item is None:
        row.faults["监督重点"] = _("No point of the focus has this name: %(names)s.") % {
            "names": "；".join(points)
        }


def _check_repetition(row: ImportRow, seen: set[str]) -> None:
    text = row.cells["问题原文"]
    if text and text in seen:
        row.faults["问题原文"] = _("This wording stands there already.")
    seen.add(text)


def template() -> bytes:
    """An empty workbook with the columns, a row to follow, and what each column takes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "反馈问题"
    _head(sheet)
    explain = book.create_sheet("填写说明")
    for line in (
        ("列", "怎么填"),
        ("方面", "反馈意见中的方面标题，同一方面的每个问题都写一遍"),
        ("问题标题", "一句话概括，不超过 120 字"),
        ("问题原文", "反馈意见原文，一字不改"),
        ("监督重点", "可不填；填写时与系统中的监督重点名称一致"),
    ):
        explain.append(line)
    explain.column_dimensions["A"].width = 14
    explain.column_dimensions["B"].width = 60
    return _bytes(book)


def marked(preview: Preview) -> bytes:
    """The rows as sent, each faulty cell coloured and with its reason."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "反馈问题"
    _head(sheet)
    for position, row in enumerate(preview.rows, start=2):
        for column, name in enumerate(COLUMNS, start=1):
            cell = sheet.cell(position, column)
            cell.value = row.cells[name].replace(PICTURE, "")
            cell.data_type = "s"
            if name in row.faults:
                cell.fill = FAULT
                cell.comment = Comment(row.faults[name], "—")
        sheet.cell(position, len(COLUMNS) + 1).value = "；".join(
            f"{column}：{fault}" for column, fault in row.faults.items()
        )
    sheet.cell(1, len(COLUMNS) + 1).value = _("What is wrong")
    return _bytes(book)


def _head(sheet) -> None:
    sheet.append(COLUMNS)
    for column, width in zip("ABCDE", (30, 30, 80, 40, 40), strict=True):
        sheet.column_dimensions[column].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="center")
    sheet.freeze_panes = "A2"


def _bytes(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
