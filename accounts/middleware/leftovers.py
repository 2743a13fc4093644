from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts import files


class LeftoverMiddleware:
    """A request that was refused leaves no file on the disk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with files.nothing_left_behind():
            return self.get_response(request)
