from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.listing import list_page
from accounts.roles import OFFICE, REVIEWERS, UNIT, Role
from accounts.scope import holds
from rectification.filters import LedgerFilter
from rectification.selectors.counts import counted_issues, counted_units, measure_rate
from rectification.selectors.ledger import (
    VIEW_LABELS,
    ledger,
    ledger_url,
    narrow,
    shown,
    view_counts,
)
from rectification.tables import LedgerTable

TABS = ["all", "overdue", "soon", "review", "listed"]


@require_http_methods(["GET", "POST"])
def ledger_list(request: HttpRequest) -> HttpResponse:
    rows = ledger(request.user)
    return list_page(
        request,
        rows=shown(rows),
        table=LedgerTable,
        filters=LedgerFilter,
        title=_("Rectification ledger"),
        template="rectification/ledger.html",
        views=tabs(request, rows),
        figures=figures(request, rows),
        may_urge=holds(request.user, *OFFICE),
        empty_title=_("The ledger is empty"),
        empty_text=_("Items appear here once a rectification plan is in force."),
    )


def tabs(request: HttpRequest, rows) -> list[dict]:
    names = [*TABS, *own_tabs(request)]
    current = request.GET.get("view") or "all"
    if current not in names and current in VIEW_LABELS:
        names.append(current)
    counts = view_counts(rows, request.user, names)
    return [
        {
            "label": VIEW_LABELS[name],
            "url": ledger_url(view="" if name == "all" else name),
            "count": counts[name],
            "current": name == current,
        }
        for name in names
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


def figures(request: HttpRequest, rows) -> dict:
    """What the list in this address holds, in the four units of counting."""
    form = LedgerFilter(request.GET, queryset=rows, request=request).form
    conditions = form.cleaned_data if form.is_valid() else {}
    found = narrow(rows, request.user, **dict(conditions))
    measures = measure_rate(found)
    counts = view_counts(found, request.user, ["all", "overdue", "soon"])
    return {
        "units": counted_units(found),
        "issues": counted_issues(found),
        "items": counts["all"],
        "overdue": counts["overdue"],
        "soon": counts["soon"],
        "measures": measures.denominator,
    }
