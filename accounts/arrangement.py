"""How a reader keeps a list: which columns in which order, how high the rows, which named views.

The address says which rows are shown (``?saved=`` names the view they came from); columns and row
height are the reader's own and lie in the database, changed by a form of the list itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_tables2 import Table

from accounts import journal
from accounts.models import Density, Duty, SavedView, User
from accounts.roles import ADMINS, LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from accounts.templatetags.shell import held
from accounts.verdicts import NotAllowed

# What an address says beside the conditions and the order.
PASSING = frozenset({"page", "saved", "arrange"})
LONGEST_NAME = 30
# Whoever shares a view shares it inside their own house.
HOUSES = [LEADING | OFFICE | REVIEWERS | TEAM | {Role.LEAD_CLERK, Role.COORDINATION_GROUP}, UNIT]


@dataclass(frozen=True)
class Column:
    """One line of the panel in which columns are chosen."""

    name: str
    label: str
    shown: bool
    fixed: bool


@dataclass
class Arrangement:
    """One reader's way with one list."""

    listing: str
    user: User
    duty: Duty | None
    address: QueryDict
    saved: list[SavedView]
    columns: list[Column] = field(default_factory=list)

    @cached_property
    def own(self) -> SavedView | None:
        """The arrangement without a name."""
        return next((each for each in self.saved if not each.name), None)

    @cached_property
    def current(self) -> SavedView | None:
        """The named view that the address speaks of."""
        wanted = self.address.get("saved", "")
        return next((each for each in self.views if str(each.pk) == wanted), None)

    @property
    def views(self) -> list[SavedView]:
        return [each for each in self.saved if each.name]

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """The named views, as components/view_tabs.html takes them."""
        return [
            {
                "label": each.name,
                "url": f"?{each.query}{'&' if each.query else ''}saved={each.pk}",
                "count": None,
                "current": each == self.current,
            }
            for each in self.views
        ]

    @property
    def density(self) -> str:
        return self.own.density if self.own else Density.NORMAL

    @property
    def densities(self) -> list[tuple[str, Any]]:
        return Density.choices

    @property
    def density_label(self) -> str | Promise:
        return Density(self.density).label

    @property
    def shown_count(self) -> int:
        return sum(column.shown for column in self.columns)

    @property
    def query(self) -> str:
        return conditions_of(self.address)

    @property
    def is_mine(self) -> bool:
        return self.current is not None and self.current.owner_id == self.user.pk

    @property
    def is_changed(self) -> bool:
        """Whether the conditions are no longer those of the view they came from."""
        return self.current is not None and self.current.query != self.query

    @property
    def is_open(self) -> bool:
        """Whether the panel of columns stays open: a column has just been moved."""
        return "arrange" in self.address

    @property
    def shares(self) -> list[tuple[str, str | Promise]]:
        """The duties that a view may be shared with."""
        role = self.duty.role if self.duty else ""
        house = next((roles for roles in HOUSES if role in roles), frozenset({role} & ADMINS))
        return [(each, each.label) for each in Role if each in house]

    def apply(self, table: Table) -> None:
        """Show the columns that the reader chose, in their order; deeds stay at the end."""
        names = [column.name for column in table.columns if str(column.header)]
        optional = frozenset(getattr(table, "optional", ()))
        own = self.current or self.own
        wanted = [name for name in own.columns if name in names] if own else []
        fixed = held(table)
        shown = wanted or [name for name in names if name not in optional]
        if fixed not in shown:
            shown.insert(0, fixed)
        order = [*shown, *(name for name in names if name not in shown)]
        self.columns = [
            Column(name, str(table.columns[name].header), name in shown, name == fixed)
            for name in order
        ]
        table.sequence = [*order, "..."]
        for name in set(order) - set(shown):
            table.columns.hide(name)


def read(request: HttpRequest, table: Table) -> Arrangement:
    """The reader's arrangement of this list, applied to ``table``; one query."""
    listing = request.resolver_match.view_name
    saved = SavedView.objects.visible_to(request.user).filter(listing=listing)
    found = Arrangement(
        listing=listing,
        user=request.user,
        duty=getattr(request, "acting_duty", None),
        address=request.GET,
        saved=list(saved),
    )
    found.apply(table)
    return found


def conditions_of(address: QueryDict) -> str:
    """Conditions and order of an address, always written the same way."""
    pairs = [
        (name, value)
        for name, values in address.lists()
        for value in values
        if value and name not in PASSING
    ]
    plain = QueryDict(mutable=True)
    for name, value in sorted(pairs, key=lambda pair: pair[0]):
        plain.appendlist(name, value)
    return plain.urlencode()


@transaction.atomic
def keep(request: HttpRequest, arrangement: Arrangement) -> HttpResponse:
    """Do what a form of the list asks: keep columns and row height, keep a view, drop one."""
    deed = DEEDS.get(request.POST.get("keep", ""))
    if deed is None:
        raise NotAllowed(_("This list does not know this deed. Open it again."))
    return redirect(f"{request.path}?{deed(request, arrangement)}".rstrip("?"))


def _keep_columns(request: HttpRequest, arrangement: Arrangement) -> str:
    """Columns go to the reader's own view when it is open, else to the list as they find it."""
    known = [column.name for column in arrangement.columns]
    order = [name for name in dict.fromkeys(request.POST.getlist("order")) if name in known]
    order += [name for name in known if name not in order]
    moved = _moved(order, request.POST)
    ticked = set(request.POST.getlist("shown"))
    ticked |= {column.name for column in arrangement.columns if column.fixed}
    columns = [name for name in moved if name in ticked]
    density = request.POST.get("density", "")
    if density not in Density.values:
        density = arrangement.density
    _own(arrangement, {"density": density})
    stays_open = ["arrange=1"] if moved != order else []
    if arrangement.is_mine and arrangement.current:
        arrangement.current.columns = columns
        arrangement.current.save(update_fields=["columns"])
        return "&".join([_address(arrangement, saved=arrangement.current), *stays_open])
    _own(arrangement, {"density": density, "columns": columns})
    return "&".join(filter(None, [arrangement.query, *stays_open]))


def _moved(order: list[str], sent: Mapping[str, str]) -> list[str]:
    """``order`` with one column a place nearer to the front or the end."""
    name = sent.get("up") or sent.get("down") or ""
    if name not in order:
        return order
    place = order.index(name)
    other = place - 1 if sent.get("up") else place + 1
    if not 0 <= other < len(order):
        return order
    moved = list(order)
    moved[place], moved[other] = moved[other], moved[place]
    return moved


def _reset(request: HttpRequest, arrangement: Arrangement) -> str:
    """Back to the columns the list comes with."""
    if arrangement.is_mine and arrangement.current:
        arrangement.current.columns = []
        arrangement.current.save(update_fields=["columns"])
        return _address(arrangement, saved=arrangement.current)
    _own(arrangement, {"columns": [], "density": Density.NORMAL})
    return arrangement.query


def _keep_view(request: HttpRequest, arrangement: Arrangement) -> str:
    """Keep conditions, order and columns under a name; the same name again replaces it."""
    name = " ".join(request.POST.get("name", "").split())
    if not name or len(name) > LONGEST_NAME:
        raise NotAllowed(_("Give the view a name of at most 30 characters."))
    role = request.POST.get("share", "")
    if role and role not in dict(arrangement.shares):
        raise NotAllowed(_("A view can be shared only with duties of your own house."))
    view, _created = SavedView.objects.update_or_create(
        owner=arrangement.user,
        listing=arrangement.listing,
        name=name,
        defaults={
            "query": arrangement.query,
            "columns": [column.name for column in arrangement.columns if column.shown],
            "shared_role": role,
            "body": arrangement.duty.organization if role and arrangement.duty else None,
        },
    )
    if role:
        journal.record(actor=arrangement.user, verb="view.shared", subject=view, role=role)
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": name})
    return _address(arrangement, saved=view)


def _update_view(request: HttpRequest, arrangement: Arrangement) -> str:
    """Let one's own view remember the conditions of the address."""
    if not arrangement.is_mine or not arrangement.current:
        raise NotAllowed(_("Only its owner changes a view. Keep it under a name of your own."))
    arrangement.current.query = arrangement.query
    arrangement.current.save(update_fields=["query"])
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": arrangement.current})
    return _address(arrangement, saved=arrangement.current)


def _drop_view(request: HttpRequest, arrangement: Arrangement) -> str:
    if not arrangement.is_mine or not arrangement.current:
        raise NotAllowed(_("Only its owner takes a view away."))
    name = arrangement.current.name
    arrangement.current.delete()
    messages.success(request, _("The view “%(name)s” was taken away.") % {"name": name})
    return arrangement.query


DEEDS = {
    "columns": _keep_columns,
    "reset": _reset,
    "view": _keep_view,
    "update": _update_view,
    "drop": _drop_view,
}


def _own(arrangement: Arrangement, values: Mapping[str, Any]) -> None:
    SavedView.objects.update_or_create(
        owner=arrangement.user, listing=arrangement.listing, name="", defaults=values
    )


def _address(arrangement: Arrangement, *, saved: SavedView) -> str:
    parts: Iterable[str] = (arrangement.query, f"saved={saved.pk}")
    return "&".join(filter(None, parts))
