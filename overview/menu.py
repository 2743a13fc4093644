"""The side menu: what the duty acted under may open, with counts on what waits for the reader.

A count and the list its entry opens come from the same queryset.
"""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from accounts.models import Duty
from overview.work import Waiting


@dataclass(frozen=True)
class Entry:
    """One line of the menu; ``waiting`` counts what waits for the reader there."""

    label: str | Promise
    url_name: str
    roles: frozenset[str]
    waiting: Waiting | None = None
    query: str = ""
    exact: bool = False


@dataclass(frozen=True)
class Section:
    """A group of entries under one icon; with one visible entry it is that entry."""

    label: str | Promise
    icon: str
    entries: list[Entry] = field(default_factory=list)


def build(sections: list[Section], request: HttpRequest) -> list[dict[str, Any]]:
    """The menu for the duty acted under; empty sections are left out."""
    duty: Duty | None = request.acting_duty
    if duty is None:
        return []
    shown = [
        {
            "label": section.label,
            "icon": section.icon,
            "entries": [
                _entry(entry, duty, request)
                for entry in section.entries
                if duty.role in entry.roles
            ],
        }
        for section in sections
    ]
    entries = [entry for section in shown for entry in section["entries"]]
    _mark_current(entries)
    return [section for section in shown if section["entries"]]


def _mark_current(entries: list[dict[str, Any]]) -> None:
    """Leave one entry marked: the one whose address reaches deepest."""
    reached = [entry for entry in entries if entry["current"]]
    for entry in sorted(reached, key=lambda entry: len(entry["url"]))[:-1]:
        entry["current"] = False


def _entry(entry: Entry, duty: Duty, request: HttpRequest) -> dict[str, Any]:
    url = reverse(entry.url_name)
    counted = entry.waiting is not None and duty.role in entry.waiting.roles
    return {
        "label": entry.label,
        "url": url + entry.query,
        "count": entry.waiting.count(request.user) if counted else None,
        "current": _is_current(entry, url, request),
    }


def _is_current(entry: Entry, url: str, request: HttpRequest) -> bool:
    """The page itself, or one below it; an entry with a query stands only for that query."""
    if entry.query:
        return request.get_full_path() == url + entry.query
    if request.path == url:
        return True
    return not entry.exact and request.path.startswith(url) and url != "/"
