"""What an inspected unit has to do after its feedback, on one page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import UNIT
from accounts.scope import holds
from deadlines.lights import board_for
from inspections.models import Feedback
from rectification import forms
from rectification.selectors.unit import duties_of, standings
from rectification.services import plan as planning
from rectification.views.answers import finish


@require_GET
def unit_home(request: HttpRequest) -> HttpResponse:
    if not holds(request.user, *UNIT):
        raise Http404
    return unit_page(request)


def unit_page(
    request: HttpRequest, feedback: Feedback | None = None, *, status: int = 200, **bound
) -> HttpResponse:
    board = board_for(request.user)
    context = {
        "title": request.user.organization.name,
        "standings": standings(request.user, board),
        "duties": duties_of(request.user, board),
        "meeting_form": bound.get("meeting") or forms.MeetingForm(),
        "meeting_for": feedback,
    }
    return render(request, "rectification/unit_home.html", context, status=status)


@require_POST
def record_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    feedback = get_object_or_404(Feedback.objects.visible_to(request.user), pk=pk)

    return finish(
        request,
        feedback,
        forms.MeetingForm(request.POST, request.FILES),
        name="meeting",
        deed=lambda sent: planning.record_meeting(feedback, **sent, actor=request.user),
        page=unit_page,
        done=_("The meeting was recorded."),
        to=reverse("rectification:unit_home"),
    )
