"""The side menu: what the duty acted under may open, with counts on what waits for the reader.

A count and the list its entry opens come from the same queryset.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

Count = Callable[..., QuerySet]


@dataclass(frozen=True)
class Entry:
    """One line of the menu; ``waiting`` gives the rows that wait for the reader there."""

    label: str | Promise
    url_name: str
    roles: frozenset[str]
    icon: str = ""
    waiting: Count | None = None
    query: str = ""


@dataclass(frozen=True)
class Section:
    label: str | Promise
    icon: str
    entries: list[Entry] = field(default_factory=list)


SECTIONS: list[Section] = []


def sections(request: HttpRequest) -> list[dict]:
    """The menu for the duty acted under; empty sections are left out."""
    duty = request.acting_duty
    if duty is None:
        return []
    shown = [
        {"label": section.label, "icon": section.icon, "entries": _entries(section, duty, request)}
        for section in SECTIONS
    ]
    return [section for section in shown if section["entries"]]


def _entries(section: Section, duty, request: HttpRequest) -> list[dict]:
    return [
        {
            "label": entry.label,
            "icon": entry.icon,
            "url": (url := reverse(entry.url_name) + entry.query),
            "count": entry.waiting(request.user).count() if entry.waiting else None,
            "current": request.get_full_path() == url or request.path == url,
        }
        for entry in section.entries
        if duty.role in entry.roles
    ]
