from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from config import health


class HealthMiddleware:
    """Answers whoever watches over the site: ``/healthz`` lives, ``/readyz`` can serve.

    Before everything else, because a watcher knows no host name, follows no redirect to TLS, and
    must hear of a broken database from an answer, not from an error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        if request.path_info == "/readyz":
            found = {"database": health.database_answers(), "queue": health.queue_answers()}
            return JsonResponse(found, status=200 if all(found.values()) else 503)
        return self.get_response(request)
