"""What every page's frame shows: names, menu, counts, the duty acted under."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Notice
from inspections.selectors.round import current_round
from overview import menu, sections


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame's own variables, made once a request: a table asks again for each of its cells."""
    if not hasattr(request, "frame"):
        request.frame = _frame(request)  # type: ignore[attr-defined]
    return request.frame  # type: ignore[attr-defined]


def _frame(request: HttpRequest) -> dict[str, Any]:
    """For someone not signed in only the names."""
    frame: dict[str, Any] = {
        "system_name": settings.SYSTEM_NAME or _("Inspection Rounds Platform"),
        "version": settings.VERSION,
        "now": timezone.localtime(),
        "idle_minutes": settings.SESSION_IDLE_MINUTES,
        "request_id": getattr(request, "request_id", ""),
        "menu": [],
        "unread_count": 0,
        "acting_duty": None,
        "current_round": None,
        "other_duties": [],
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return frame
    acting = request.acting_duty
    return frame | {
        "menu": menu.build(sections.SECTIONS, request),
        "unread_count": Notice.objects.visible_to(user).unread().count(),
        "acting_duty": acting,
        "current_round": current_round(user),
        "other_duties": [duty for duty in request.held_duties if duty != acting],
    }
