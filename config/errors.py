"""Pages for what went wrong, in the reader's language, with the request's number."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": _("This request cannot be read.")}, status=400)
    return render(request, "400.html", status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for people; below the interface's address the shape that programs read."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": _("There is nothing at this address.")}, status=404)
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: it may be what broke."""
    context = {
        "system_name": settings.SYSTEM_NAME or _("Inspection Rounds Platform"),
        "request_id": getattr(request, "request_id", ""),
    }
    return HttpResponse(loader.render_to_string("500.html", context), status=500)


def form_expired(request: HttpRequest, reason: str = "", **_unused: Any) -> HttpResponse:
    """The form's token is too old or missing; what was typed is shown, so nothing is lost."""
    typed = [(n, v) for n, v in request.POST.items() if "password" not in n and n[0] != "_"]
    context = {
        "reason": _("This form is too old to be sent. Open the page again and copy your text."),
        "typed": [(n, v) for n, v in typed if n != "csrfmiddlewaretoken"],
    }
    return render(request, "409.html", context, status=403)
