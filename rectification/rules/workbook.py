"""What a workbook of items may hold: its columns, and how a cell is understood."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from rectification.states import ItemKind

# Headers are Chinese in every language: the workbook travels between offices.
HEADERS = (
    "问题序号",
    "问题表述",
    "整改任务",
    "整改目标",
    "整改类型",
    "牵头单位",
    "责任单位",
    "责任领导",
    "完成时限",
    "整改措施",
    "措施责任人",
    "责任科室",
    "措施时限",
    "问题根源",
    "举一反三",
    "阶段节点",
)
KIND_NAMES = {
    "立行立改": ItemKind.IMMEDIATE,
    "限期整改": ItemKind.TIME_LIMITED,
    "长期坚持": ItemKind.LONG_TERM,
}
LONGEST_SHEET = 5000
DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$|^(\d{4})(\d{2})(\d{2})$")


@dataclass(frozen=True)
class Mistake:
    """One cell that cannot be taken, by its place in the workbook (counted from 1)."""

    row: int
    column: int
    reason: str

    @property
    def header(self) -> str:
        return HEADERS[self.column - 1]


class Line:
    """One row of the sheet by header, with its mistakes collected as they are found."""

    def __init__(self, row: int, cells: list[Any]) -> None:
        self.row = row
        self.cells = dict(zip(HEADERS, cells, strict=False))
        self.mistakes: list[Mistake] = []

    def wrong(self, header: str, reason: str) -> None:
        self.mistakes.append(Mistake(self.row, HEADERS.index(header) + 1, reason))

    def text(self, header: str) -> str:
        return cell_text(self.cells.get(header))

    def needed(self, header: str) -> str:
        found = self.text(header)
        if not found:
            self.wrong(header, _("This cell is empty."))
        return found

    def day(self, header: str) -> date | None:
        """A date as a real date or as it is typed: 2026-3-5, 2026/3/5, 2026年3月5日."""
        value = self.cells.get(header)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        written = self.needed(header)
        if not written:
            return None
        found = read_day(written)
        if found is None:
            self.wrong(header, _("“%(text)s” is not a date.") % {"text": written})
        return found

    @property
    def is_blank(self) -> bool:
        return not any(cell_text(cell) for cell in self.cells.values())


def cell_text(value: Any) -> str:
    """Numbers without their .0, full-width digits as digits, no spaces around."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def read_day(written: str) -> date | None:
    match = DAY.match(unicodedata.normalize("NFKC", written).replace(" ", ""))
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def names_in(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[、，,;；\n]", text) if name.strip()]
