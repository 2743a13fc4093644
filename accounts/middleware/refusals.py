from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.verdicts import NotAllowed, StaleEdit


class RefusalMiddleware:
    """A refusal that no view caught becomes a page with its sentence, and what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, NotAllowed):
            return None
        context = {
            "reason": problem.reason,
            "differences": problem.differences if isinstance(problem, StaleEdit) else [],
            "typed": _typed(request),
        }
        return render(request, "409.html", context, status=409)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The texts of the refused form, so that nobody has to write them twice."""
    hidden = ("csrfmiddlewaretoken", "_once", "version", "password")
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and not any(word in name for word in hidden)
    ]
