from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts import passwords


class PresenceMiddleware:
    """End a session after minutes without a deed of the person, and after a working day (B3).

    Background polling says so in ``X-Background`` and does not count as a deed; the stamp is the
    session's own, so the session engine's expiry cannot be extended by a poll either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and "last_deed" in request.session:
            self._check(request)
        if request.user.is_authenticated and self._must_change_password(request):
            return redirect("accounts:password")
        return self.get_response(request)

    @staticmethod
    def _must_change_password(request: HttpRequest) -> bool:
        """Who has a one-time password, or one that is too old, sees nothing else before changing it."""
        open_paths = {reverse("accounts:password"), reverse("accounts:sign_out")}
        open_paths.add(reverse("accounts:language"))
        must = request.user.must_change_password or passwords.is_old(request.user)
        return must and request.path not in open_paths

    def _check(self, request: HttpRequest) -> None:
        now = timezone.now().timestamp()
        idle = now - request.session["last_deed"]
        age = now - request.session.setdefault("opened_at", now)
        if idle > settings.SESSION_IDLE_MINUTES * 60 or age > settings.SESSION_LONGEST_HOURS * 3600:
            logout(request)
        elif idle > 30 and not request.headers.get("X-Background"):
            request.session["last_deed"] = now
