from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from inspections.selectors.round import waiting_declarations
from overview import dashboard, figures, kinds, search, work


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Each person's own work; the leading group starts at the dashboard."""
    duty = request.acting_duty
    calls = waiting_declarations(request.user).select_related("team")
    if duty is None:
        return render(request, "overview/no_duty.html", {"calls": calls})
    heaps = work.heaps(request.user, duty.role, kinds.WAITING)
    heap = work.chosen(heaps, request.GET.get("heap", ""))
    context = {
        "heaps": heaps,
        "heap": heap,
        "tasks": heap.tasks if heap else work.first_tasks(heaps),
        "waiting_count": sum(each.count for each in heaps),
        "figures": figures.for_home(request.user, duty.role),
        "today": timezone.localdate(),
        "calls": calls,
    }
    return render(request, "overview/home.html", context)


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
    context = {"board": dashboard.read(request.user, round_), "rounds": rounds[:20]}
    return render(request, "overview/dashboard.html", context)


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    words = search.clean(request.GET.get("q", ""))
    found = search.find(request.user, words) if words else []
    return render(request, "overview/search.html", {"words": words, "found": found})
