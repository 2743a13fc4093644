"""The workbook of targets: an empty one to fill in, reading it, and handing it back marked."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from accounts.verdicts import NotAllowed
from inspections.models import InspectionPlan
from inspections.states.plan import CoverageClass, TargetCategory

COLUMNS = ("code", "name", "category", "coverage_class", "round_number", "tag")
MOST_ROWS = 20_000
# A row whose code begins so is the sample that the template carries.
SAMPLE = "*"
PICTURE = "=DISPIMG("
MARK = PatternFill("solid", fgColor="FDECEA")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


HEADINGS = {
    "code": gettext_lazy("Organisation code"),
    "name": gettext_lazy("Organisation name"),
    "category": gettext_lazy("Category"),
    "coverage_class": gettext_lazy("Coverage"),
    "round_number": gettext_lazy("Planned round"),
    "tag": gettext_lazy("Tag"),
}


def in_every_language(words: str | Promise) -> set[str]:
    """How a cleaned cell may read that says ``words``: its template may be in another language."""
    written = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            written.add(clean(words))
    return written


@dataclass(frozen=True)
class SheetRow:
    """One filled row, as text without stray blanks; ``line`` is its number in the sheet."""

    line: int
    cells: Mapping[str, str]


def template(plan: InspectionPlan) -> bytes:
    """An empty workbook: headings, a sample row, drop-downs, and a sheet that explains them."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF6", "border": 1})
    quiet = book.add_format({"italic": True, "font_color": "#5B6472"})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(_("Targets"))
    sheet.write_row(0, 0, [str(label) for label in HEADINGS.values()], bold)
    sample = [
        f"{SAMPLE} SL-001", _("Sample, not taken over"), TargetCategory.ORGAN.label,
        CoverageClass.FULL.label, "1", "",
    ]  # fmt: skip
    sheet.write_row(1, 0, [str(cell) for cell in sample], quiet)
    sheet.set_column(0, 0, 18, text)
    sheet.set_column(1, 1, 36, text)
    sheet.set_column(2, 5, 16, text)
    sheet.freeze_panes(1, 0)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    _drop_downs(book, sheet, plan)
    _instructions(book, plan)
    book.close()
    return out.getvalue()


def _drop_downs(book: Workbook, sheet: Any, plan: InspectionPlan) -> None:
    """Lists on a hidden sheet: an inline list may hold 255 characters only."""
    lists = book.add_worksheet("lists")
    lists.hide()
    choices = (
        (2, [str(label) for label in TargetCategory.labels]),
        (3, [str(label) for label in CoverageClass.labels]),
        (4, [str(number) for number in range(1, plan.round_count + 1)]),
    )
    for column, values in choices:
        lists.write_column(0, column, values)
        letter = get_column_letter(column + 1)
        source = f"=lists!${letter}$1:${letter}${len(values)}"
        sheet.data_validation(1, column, MOST_ROWS, column, {"validate": "list", "source": source})


def _instructions(book: Workbook, plan: InspectionPlan) -> None:
    sheet = book.add_worksheet(_("Instructions"))
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    lines = [
        _("Plan: %(plan)s") % {"plan": plan.title},
        _("One row is one organisation. The code finds it; the name is for your own reading."),
        _("Category and coverage: choose from the list in the cell."),
        _("Planned round: 1 to %(last)s, or empty to have the system spread the targets.")
        % {"last": plan.round_count},
        _("Tag: a word of your own, for example a campaign; it may stay empty."),
        _("The grey sample row is not taken over; you may leave it or delete it."),
        _("Nothing is saved while one row is wrong; wrong rows come back marked in this workbook."),
        _("Sending the same workbook again changes nothing."),
    ]
    sheet.write_column(0, 0, lines)


def read(file: IO[bytes] | File) -> list[SheetRow]:
    """The filled rows of the first sheet. Raises ``NotAllowed`` for a sheet that is not ours."""
    try:
        book = CalamineWorkbook.from_filelike(file)
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, OSError) as problem:
        raise NotAllowed(_("This workbook cannot be opened; save it again as .xlsx.")) from problem
    if not cells:
        raise NotAllowed(_("The first sheet of this workbook is empty."))
    places = _places(cells[0])
    if len(cells) - 1 > MOST_ROWS:
        raise NotAllowed(
            _("A workbook holds at most %(most)s rows; this one has %(rows)s. Divide it.")
            % {"most": MOST_ROWS, "rows": len(cells) - 1}
        )
    rows = [
        SheetRow(line, {name: clean(row[place]) for name, place in places.items()})
        for line, row in enumerate(cells[1:], start=2)
    ]
    filled = [row for row in rows if any(row.cells.values()) and not _is_sample(row)]
    if not filled:
        raise NotAllowed(_("The workbook has no filled row below the headings."))
    return filled


def _is_sample(row: SheetRow) -> bool:
    return row.cells["code"].startswith(SAMPLE)


def _places(heads: list[Any]) -> dict[str, int]:
    """Where each column stands, by its heading; the order in the sheet does not matter."""
    found = {clean(head): place for place, head in enumerate(heads)}
    places = {}
    for name, label in HEADINGS.items():
        written = in_every_language(label) & set(found)
        if not written:
            raise NotAllowed(
                _("The workbook lacks the column “%(column)s”. Start from the template.")
                % {"column": label}
            )
        places[name] = found[written.pop()]
    return places


def clean(value: Any) -> str:
    """A cell as text: full-width letters made narrow, blanks trimmed, 3.0 read as 3."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFKC", str(value)).strip()


def marked(file: IO[bytes] | File, reasons: Mapping[int, Mapping[str, str]]) -> bytes:
    """The same workbook with wrong cells coloured, and the reasons in a column at the end.

    ``reasons`` gives, for a line, the sentence for each column at fault.
    """
    try:
        book = load_workbook(file)
    except (InvalidFileException, KeyError, ValueError) as problem:
        raise NotAllowed(_("This workbook cannot be marked; save it again as .xlsx.")) from problem
    sheet = book.worksheets[0]
    places = _places([cell.value if cell.value is not None else "" for cell in sheet[1]])
    last = max(places.values()) + 2
    sheet.cell(1, last, _("What to correct"))
    for line, faults in reasons.items():
        for column, sentence in faults.items():
            cell = sheet.cell(line, places[column] + 1)
            cell.fill = MARK
            cell.comment = Comment(sentence, "")
        sheet.cell(line, last, " ".join(faults.values())).data_type = "s"
    sheet.column_dimensions[get_column_letter(last)].width = 60
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def lines_with_pictures(rows: Iterable[SheetRow]) -> list[int]:
    """Lines where an in-cell picture stands instead of words."""
    return [
        row.line
        for row in rows
        if any(cell.upper().startswith(PICTURE) for cell in row.cells.values())
    ]
