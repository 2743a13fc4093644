import re
from collections.abc import Callable, Iterable, Iterator

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse

# A NUL, and half of a character: text that PostgreSQL does not keep (security.md C2).
UNKEPT = re.compile("[\x00\ud800-\udfff]")


class TextMiddleware:
    """Refuse what no database keeps as text, in an address, a cookie or a field of a form.

    What is sent to the interface for other systems is refused there, field by field.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if UNKEPT.search(request.path_info):
            raise Http404("No address of ours holds such a character.")
        _demand_text(request.COOKIES.values())
        _demand_text(_words(request.GET.lists()))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        if not request.path_info.startswith("/api/"):
            _demand_text(_words(request.POST.lists()))


def _words(fields: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    for name, values in fields:
        yield name
        yield from values


def _demand_text(words: Iterable[str]) -> None:
    if any(UNKEPT.search(word) for word in words):
        raise BadRequest("A character that no database keeps.")
