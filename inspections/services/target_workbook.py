"""The workbook of targets: an empty one to fill in, reading it, and handing it back marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from openpyxl.utils import get_column_letter
from xlsxwriter import Workbook

from accounts.models import Organization
from accounts.spreadsheet import PICTURE, Line, narrow, read_rows
from accounts.verdicts import NotAllowed
from inspections.models import InspectionPlan
from inspections.states.plan import CoverageClass, TargetCategory

COLUMNS = ("code", "name", "category", "coverage_class", "round_number", "tag")
MOST_ROWS = 20_000
# A row whose code begins so is the sample that the template carries.
SAMPLE = "*"
# The headings may stand in any order, with columns of the sender's own between them.
WIDEST = 50
MARK = "#FDECEA"
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
            written.add(narrow(str(words)))
    return written


@dataclass(frozen=True)
class SheetRow:
    """One filled row as text; ``line`` is its number in the sheet."""

    line: int
    cells: Mapping[str, str]


def template(plan: InspectionPlan) -> bytes:
    """An empty workbook: headings, a sample row, drop-downs, and a sheet that explains them."""
    sample = [
        f"{SAMPLE} SL-001", _("Sample, not taken over"), TargetCategory.ORGAN.label,
        CoverageClass.FULL.label, "1", "",
    ]  # fmt: skip
    row = SheetRow(2, dict(zip(COLUMNS, map(str, sample), strict=True)))
    return _written(plan, [row], {})


def marked(
    plan: InspectionPlan, rows: Iterable[SheetRow], reasons: Mapping[int, Mapping[str, str]]
) -> bytes:
    """The rows in a new workbook, wrong cells coloured, the reasons in a column at the end.

    ``reasons`` gives, for a line, the sentence for each column at fault. What was sent is not
    opened again for it: only its text is known to be harmless.
    """
    return _written(plan, rows, reasons)


def _written(
    plan: InspectionPlan, rows: Iterable[SheetRow], reasons: Mapping[int, Mapping[str, str]]
) -> bytes:
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF6", "border": 1})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(_("Targets"))
        sheet.write_row(0, 0, [str(label) for label in HEADINGS.values()], bold)
        sheet.set_column(0, 0, 18, text)
        sheet.set_column(1, 1, 36, text)
        sheet.set_column(2, 5, 16, text)
        sheet.freeze_panes(1, 0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if reasons:
            sheet.write_string(0, len(COLUMNS), _("What to correct"), bold)
            sheet.set_column(len(COLUMNS), len(COLUMNS), 60)
        _fill(book, sheet, rows, reasons)
        _drop_downs(book, sheet, plan)
        _instructions(book, plan)
        _codes(book)
    return out.getvalue()


def _fill(
    book: Workbook, sheet: Any, rows: Iterable[SheetRow], reasons: Mapping[int, Mapping[str, str]]
) -> None:
    plain = book.add_format({"num_format": "@"})
    quiet = book.add_format({"italic": True, "font_color": "#5B6472"})
    wrong = book.add_format({"num_format": "@", "bg_color": MARK})
    for row in rows:
        faults = reasons.get(row.line, {})
        style = quiet if _is_sample(row) else plain
        for place, name in enumerate(COLUMNS):
            words = row.cells[name].replace(PICTURE, "")
            sheet.write_string(row.line - 1, place, words, wrong if name in faults else style)
            if name in faults:
                sheet.write_comment(row.line - 1, place, faults[name])
        if faults:
            sheet.write_string(row.line - 1, len(COLUMNS), " ".join(faults.values()))


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
        _("One row is one organisation, found by its code, or by its exact name without one."),
        _("Category and coverage: choose from the list in the cell."),
        _("Planned round: 1 to %(last)s, or empty to have the system spread the targets.")
        % {"last": plan.round_count},
        _("Tag: a word of your own, for example a campaign; it may stay empty."),
        _("The grey sample row is not taken over; you may leave it or delete it."),
        _("Nothing is saved while one row is wrong; wrong rows come back marked in this workbook."),
        _("Sending the same workbook again changes nothing."),
    ]
    sheet.write_column(0, 0, lines)


def _codes(book: Workbook) -> None:
    """Every organisation with its code: who fills the sheet in has nowhere else to look it up."""
    sheet = book.add_worksheet(_("Organisation codes"))
    sheet.write_row(
        0, 0, [_("Code"), _("Organisation name"), _("Short name")], book.add_format({"bold": True})
    )
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 2, 36)
    sheet.freeze_panes(1, 0)
    known = Organization.objects.exclude(code="").order_by("path")
    for line, words in enumerate(known.values_list("code", "name", "short_name"), start=1):
        for column, word in enumerate(words):
            sheet.write_string(line, column, word)


def read(file: IO[bytes] | File) -> list[SheetRow]:
    """The filled rows of the first sheet. Raises ``NotAllowed`` for a sheet that is not ours."""
    lines = read_rows(file, columns=WIDEST, most_rows=MOST_ROWS)
    if not lines:
        raise NotAllowed(_("The first sheet of this workbook is empty."))
    places = _places(lines[0][1])
    rows = [_row(line, places) for line in lines[1:]]
    filled = [row for row in rows if any(row.cells.values()) and not _is_sample(row)]
    if not filled:
        raise NotAllowed(_("The workbook has no filled row below the headings."))
    return filled


def _row(line: Line, places: Mapping[str, int]) -> SheetRow:
    number, cells = line
    return SheetRow(number, {name: narrow(cells[place]) for name, place in places.items()})


def _is_sample(row: SheetRow) -> bool:
    return row.cells["code"].startswith(SAMPLE)


def _places(heads: Sequence[str]) -> dict[str, int]:
    """Where each column stands, by its heading; the order in the sheet does not matter."""
    found = {narrow(head): place for place, head in enumerate(heads)}
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


def lines_with_pictures(rows: Iterable[SheetRow]) -> list[int]:
    """Lines where an in-cell picture stands instead of words."""
    return [row.line for row in rows if PICTURE in row.cells.values()]
