from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rectification.filters import LedgerFilter
from rectification.selectors.due_calendar import due_month, month_of
from rectification.selectors.ledger import ledger, ledger_url

# A day of the grid sets these itself.
SET_BY_THE_DAY = {"light", "due_from", "due_to"}


@require_GET
def due_calendar(request: HttpRequest) -> HttpResponse:
    """The due dates of one month, narrowed by the conditions of the ledger."""
    conditions = conditions_of(request)
    month = due_month(request.user, month_of(request.GET.get("month", "")), **conditions)
    context = {"month": month, "ledger_url": ledger_url(**conditions), "narrowed": bool(conditions)}
    return render(request, "rectification/due_calendar.html", context)


def conditions_of(request: HttpRequest) -> dict[str, Any]:
    form = LedgerFilter(request.GET, queryset=ledger(request.user), request=request).form
    cleaned = form.cleaned_data if form.is_valid() else {}
    return {
        name: value
        for name, value in cleaned.items()
        if name not in SET_BY_THE_DAY and value not in (None, "")
    }
