from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts import journal


class TakenMiddleware:
    """Write down who takes which file, before it is sent: without the entry nothing is handed out.

    A page that only reads writes nothing, so the view names the file in ``request.taken`` and the
    entry is written here. Its name, which a person chose, stays out of the journal.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (file := getattr(request, "taken", None)) is not None:
            with transaction.atomic():
                journal.record(actor=request.user, verb="file.taken", subject=file)
        return response
