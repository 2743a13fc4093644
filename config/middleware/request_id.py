import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.journal import request_id

GIVEN = re.compile(r"[0-9a-f-]{8,36}")


class RequestIdMiddleware:
    """One number for a request, in the answer, the journal and the error page alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        number = given if GIVEN.fullmatch(given) else uuid.uuid4().hex[:12]
        request.request_id = number
        token = request_id.set(number)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-Id"] = number
        user = getattr(request, "user", None)  # missing when the request was refused before it
        if user is not None and user.is_authenticated and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
