"""What a workbook of items may hold: its columns, and how a cell is understood."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.spreadsheet import PICTURE, read_day
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
    "长期整改": ItemKind.LONG_TERM,
}
# What people also write; the template offers only the names above.
OTHER_KIND_NAMES = {"长期坚持": ItemKind.LONG_TERM}
LONGEST_SHEET = 5000


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

    def __init__(self, row: int, cells: list[str]) -> None:
        self.row = row
        self.cells = dict(zip(HEADERS, cells, strict=True))
        self.mistakes: list[Mistake] = []
        for header in HEADERS:
            if self.cells[header] == PICTURE:
                self.cells[header] = ""
                self.wrong(header, _("A picture stands in this cell; write words."))

    def wrong(self, header: str, reason: str) -> None:
        self.mistakes.append(Mistake(self.row, HEADERS.index(header) + 1, reason))

    def text(self, header: str) -> str:
        return self.cells[header]

    def check_lengths(self, longest: int) -> None:
        for header in self.cells:
            if len(self.text(header)) > longest:
                self.wrong(header, _("Longer than %(count)s characters.") % {"count": longest})

    def needed(self, header: str) -> str:
        found = self.text(header)
        if not found:
            self.wrong(header, _("This cell is empty."))
        return found

    def day(self, header: str) -> date | None:
        """A date as a real date or as it is typed."""
        written = self.needed(header)
        if not written:
            return None
        found = read_day(written)
        if found is None:
            self.wrong(header, _("“%(text)s” is not a date.") % {"text": written})
        return found


def names_in(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[、，,;；\n]", text) if name.strip()]
