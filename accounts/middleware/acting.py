from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts import scope
from accounts.models import Duty

SAFE_METHODS = {"GET", "HEAD"}


class ActingDutyMiddleware:
    """Put the duty chosen for this session on the person, so that scope narrows to it.

    A chosen duty that has ended is dropped: the next one held takes its place, or none, and then
    nothing is visible.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting_duty = None
        request.held_duties = []
        if request.user.is_authenticated:
            self._choose(request)
        return self.get_response(request)

    def _choose(self, request: HttpRequest) -> None:
        held = list(
            scope.duties(request.user)
            .select_related("organization", "authorization")
            .order_by("pk")
        )
        chosen_id = request.session.get("acting_duty")
        chosen: Duty | None = next((duty for duty in held if duty.pk == chosen_id), None)
        chosen = chosen or (held[0] if held else None)
        request.held_duties = held
        request.acting_duty = chosen
        if chosen is None:
            return
        request.user.acting_duty_id = chosen.pk
        request.user.acting_role = chosen.role
        if request.method in SAFE_METHODS:
            scope.read_once(request.user, chosen)
