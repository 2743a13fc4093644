from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.listing import list_page
from inspections.models import Round
from inspections.selectors.round import waiting_declarations
from overview import boxes, dashboard, figures, screens, search, work
from overview import wall as walls
from overview.filters import TargetFilter
from overview.stages import targets
from overview.tables import TargetTable
from rectification.selectors.due_calendar import DueMonth, due_month, month_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Each person's own work; the leading group starts at the dashboard."""
    duty = request.acting_duty
    calls = waiting_declarations(request.user).select_related("team")
    if duty is None:
        return render(request, "overview/no_duty.html", {"calls": calls})
    box = boxes.BOXES.get(request.GET.get("box", ""), boxes.WAITING)
    heaps = box.heaps(request.user, duty.role)
    heap = work.chosen(heaps, request.GET.get("heap", ""))
    box_count = sum(each.count for each in heaps)
    is_waiting = box is boxes.WAITING
    context = {
        "box": box,
        "box_count": box_count,
        "heaps": heaps,
        "heap": heap,
        "tasks": heap.tasks if heap else work.first_tasks(heaps),
        "waiting_open": is_waiting,
        "waiting_count": box_count if is_waiting else boxes.WAITING.count(request.user, duty.role),
        "month": _month(request) if duty.role in figures.WITH_LEDGER else None,
        "figures": figures.for_home(request.user, duty.role, box=box.name),
        "today": timezone.localdate(),
        "calls": calls,
    }
    return render(request, "overview/home.html", context)


def _month(request: HttpRequest) -> DueMonth:
    """The small calendar beside the work."""
    return due_month(request.user, month_of(request.GET.get("month", "")))


@require_GET
def latest_dashboard(request: HttpRequest) -> HttpResponse:
    """The dashboard of the round that runs now, or a page that says there is none yet."""
    round_ = dashboard.latest_round(request.user)
    if round_ is None:
        return render(request, "overview/no_round.html")
    return redirect("overview:round_dashboard", round_.pk)


@require_GET
def round_dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = get_object_or_404(dashboard.rounds_with_dashboard(request.user), pk=pk)
    rounds = dashboard.rounds_with_dashboard(request.user).order_by("-station_from", "-pk")
    context = {
        "board": dashboard.read(request.user, round_),
        "rounds": rounds[:20],
        "may_display": screens.has_display(request.user),
    }
    return render(request, "overview/dashboard.html", context)


@require_GET
def wall(request: HttpRequest, pk: int) -> HttpResponse:
    """The units of a round as tiles, in the order the address asks for."""
    round_ = get_object_or_404(dashboard.rounds_with_dashboard(request.user), pk=pk)
    order = request.GET.get("order", "rate")
    order = order if order in walls.ORDERS else "rate"
    context = {
        "round": round_,
        "tiles": walls.tiles(dashboard.units(request.user, round_), order),
        "orders": [
            {"label": label, "url": f"?order={name}", "count": None, "current": name == order}
            for name, (label, _key) in walls.ORDERS.items()
        ],
    }
    return render(request, "overview/wall.html", context)


@require_http_methods(["GET", "POST"])
def target_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every target of a round with where it stands, also those without a ledger yet."""
    round_ = get_object_or_404(dashboard.rounds_with_dashboard(request.user), pk=pk)
    return list_page(
        request,
        rows=targets(request.user, round_),
        table=TargetTable,
        filters=TargetFilter,
        title=_("Targets of %(round)s") % {"round": round_},
        template="overview/targets.html",
        round=round_,
        empty_title=_("No target yet"),
        empty_text=_("The organisations that this round is to inspect stand here."),
    )


@require_GET
def latest_screen(request: HttpRequest) -> HttpResponse:
    """The address to set a wall display to: it follows the round that runs."""
    if not screens.has_display(request.user):
        raise Http404
    round_ = dashboard.latest_round(request.user)
    if round_ is None:
        return render(request, "overview/no_round.html")
    return _screen(request, round_)


@require_GET
def round_screen(request: HttpRequest, pk: int) -> HttpResponse:
    if not screens.has_display(request.user):
        raise Http404
    rounds = dashboard.rounds_with_dashboard(request.user)
    return _screen(request, get_object_or_404(rounds, pk=pk))


def _screen(request: HttpRequest, round_: Round) -> HttpResponse:
    context = screens.read(request.user, round_) | screens.settings_of(request.GET)
    return render(request, "overview/screen.html", context)


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    words = search.clean(request.GET.get("q", ""))
    found = search.find(request.user, words) if words else []
    return render(request, "overview/search.html", {"words": words, "found": found})
