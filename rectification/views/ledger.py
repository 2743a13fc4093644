from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.listing import list_page
from accounts.roles import OFFICE, REVIEWERS, UNIT, Role
from accounts.scope import holds
from rectification.filters import LedgerFilter, MeasureFilter
from rectification.selectors.counts import extent
from rectification.selectors.ledger import (
    VIEW_LABELS,
    ledger,
    ledger_url,
    narrow,
    shown,
    view_counts,
)
from rectification.selectors.measure import measures
from rectification.tables import LedgerTable, MeasureTable

TABS = ["all", "overdue", "soon", "review", "listed"]


@require_http_methods(["GET", "POST"])
def ledger_list(request: HttpRequest) -> HttpResponse:
    rows = ledger(request.user)
    filtered = LedgerFilter(request.GET, queryset=shown(rows), request=request)
    counts = view_counts(rows, request.user, tab_names(request))
    found = figures(filtered, rows, counts)
    return list_page(
        request,
        rows=filtered.queryset,
        table=LedgerTable,
        filters=filtered,
        title=_("Rectification ledger"),
        template="rectification/ledger.html",
        views=tabs(request, counts),
        figures=found,
        count=found["items"] if filtered.form.is_valid() else None,
        may_urge=holds(request.user, *OFFICE),
        empty_title=_("The ledger is empty"),
        empty_text=_("Items appear here once a rectification plan is in force."),
    )


def tab_names(request: HttpRequest) -> list[str]:
    names = [*TABS, *own_tabs(request)]
    current = request.GET.get("view") or "all"
    return [*names, current] if current in VIEW_LABELS and current not in names else names


def tabs(request: HttpRequest, counts: Mapping[str, int]) -> list[dict]:
    current = request.GET.get("view") or "all"
    return [
        {
            "label": VIEW_LABELS[name],
            "url": ledger_url(view="" if name == "all" else name),
            "count": counts[name],
            "current": name == current,
        }
        for name in tab_names(request)
    ]


def own_tabs(request: HttpRequest) -> list[str]:
    """What waits for this reader's own word."""
    names = []
    if holds(request.user, *OFFICE, *REVIEWERS):
        names.append("waiting")
    if holds(request.user, *OFFICE):
        names += ["to_close", "asked"]
    if holds(request.user, Role.UNIT_HEAD):
        names.append("to_confirm")
    if holds(request.user, *UNIT):
        names += ["to_do", "mine", "returned"]
    return names


def figures(filtered: LedgerFilter, rows, counts: Mapping[str, int]) -> dict:
    """What the list in this address holds, in the four units of counting.

    ``counts`` are those of all rows, which the tabs show.
    """
    user = filtered.request.user
    conditions = filtered.form.cleaned_data if filtered.form.is_valid() else {}
    found = narrow(rows, user, **dict(conditions))
    if any(conditions.values()):
        counts = view_counts(found, user, ["overdue", "soon"])
    return {**extent(found), "overdue": counts["overdue"], "soon": counts["soon"]}


@require_http_methods(["GET", "POST"])
def measure_list(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        rows=measures(request.user),
        table=MeasureTable,
        filters=MeasureFilter,
        title=_("Rectification measures"),
        empty_title=_("No measure is here"),
        empty_text=_("Measures stand here once a rectification plan is in force."),
    )
