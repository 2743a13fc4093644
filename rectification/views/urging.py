"""Urge on the items chosen in the ledger: first what would happen, then the deed."""

from collections import defaultdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.listing import chosen_rows
from accounts.roles import OFFICE
from accounts.scope import holds
from accounts.verdicts import NotAllowed
from deadlines.lights import Board
from rectification.filters import LedgerFilter
from rectification.models import RectificationItem
from rectification.rules.urging import Urging
from rectification.selectors.ledger import ledger
from rectification.services.urging import urge

# What the form carries beside the conditions of the list it came from.
CARRIED = {"csrfmiddlewaretoken", "_once", "chosen", "all_matching"}


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Which of the chosen items would be urged on, and why the others would not."""
    items = chosen(request)
    if not items:
        messages.warning(request, _("Choose at least one item."))
        return redirect(came_from(request))
    asked = Urging(request.user, items)
    board = Board()
    urged, left = [], defaultdict(list)
    for item in asked.items:
        verdict = asked.verdict(item)
        if verdict:
            urged.append((item, board.light(item.clock)))
        else:
            left[str(verdict.reason)].append(item)
    context = {
        "urged": urged,
        "left": dict(left),
        "left_count": len(items) - len(urged),
        "count": len(items),
        "back": came_from(request),
        "carried": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", "_once"} and value
        ],
    }
    return render(request, "rectification/urge.html", context)


@require_POST
def urge_chosen(request: HttpRequest) -> HttpResponse:
    items = chosen(request)
    urged = urge(items, actor=request.user)
    left = len(items) - len(urged)
    done = ngettext("%(count)d item was urged on.", "%(count)d items were urged on.", len(urged))
    words = [done % {"count": len(urged)}]
    if left:
        rest = ngettext("%(count)d was left alone.", "%(count)d were left alone.", left)
        words.append(rest % {"count": left})
    messages.success(request, " ".join(words))
    return redirect(came_from(request))


def chosen(request: HttpRequest) -> list[RectificationItem]:
    """The items that the list's form was sent for, as far as the office may see them."""
    if not holds(request.user, *OFFICE):
        raise NotAllowed(_("Only the inspection office does this."))
    rows = chosen_rows(request, rows=ledger(request.user), filters=LedgerFilter)
    return list(rows.select_related("organization", "clock__rule").order_by("clock_due_on", "pk"))


def came_from(request: HttpRequest) -> str:
    """The list under the conditions it had."""
    conditions = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name not in CARRIED:
            conditions.setlist(name, values)
    query = conditions.urlencode()
    return reverse("rectification:ledger") + (f"?{query}" if query else "")
