"""The wall display: everything of one round that can be read from across a room.

Set up by its address alone: ``?turn=20`` seconds between pages, ``?every=5`` minutes between readings.
It shows what its reader may see; reading it anew does not keep the reader's session open.
"""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from accounts.roles import LEADING, OFFICE
from accounts.scope import holds
from deadlines.lights import board_for
from inspections.models import Round
from overview import dashboard
from overview.gantt import gantt
from overview.wall import tiles
from rectification.selectors.ledger import ledger, shown

TILES_A_PAGE = 16
LATE_A_PAGE = 6
LATE_PAGES = 3


def has_display(user: User) -> bool:
    """Displays are set up by the leading group and the office; for others there is none."""
    return holds(user, *LEADING, *OFFICE)


def settings_of(address: Mapping[str, str]) -> dict[str, Any]:
    return {
        "turn": _within(address.get("turn", ""), 20, 5, 600),
        "every": _within(address.get("every", ""), 5, 1, 60),
    }


def _within(written: str, usual: int, least: int, most: int) -> int:
    if not (written.isascii() and written.isdigit()):
        return usual
    return min(max(int(written[:6]), least), most)


def read(user: User, round_: Round) -> dict[str, Any]:
    board = dashboard.read(user, round_)
    lights = board_for(user)
    rows = shown(ledger(user, round=round_.pk, kind="counted", view="overdue"))
    late = rows.order_by("clock_due_on", "pk")[: LATE_A_PAGE * LATE_PAGES]
    return {
        "board": board,
        "tile_pages": _pages(tiles(board.units), TILES_A_PAGE),
        "late_pages": _pages([(item, lights.light(item.clock)) for item in late], LATE_A_PAGE),
        "gantt": gantt(user),
    }


def _pages(rows: list, size: int) -> list[list]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]
