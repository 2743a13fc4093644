"""What every page of the leads shares: nothing is kept, nothing is reported, a missing key is said."""

import logging
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from leads.sealing.ciphers import SealRefused
from leads.sealing.keyring import KeyUnavailable

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


def lead_page(view: View) -> View:
    """Wrap a view of the leads.

    Without the right key the page says so, with the key's id; there is no other way to the text,
    and the rest of the system goes on. The log gets the class of the problem, never a value.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except KeyUnavailable as problem:
            logger.error("Lead key not available: %s %s", type(problem).__name__, problem.key_id)
            response = _unavailable(request, kind=type(problem).__name__, key_id=problem.key_id)
        except SealRefused:
            logger.error("A sealed value was refused at %s", request.path)
            response = _unavailable(request, kind="SealRefused", key_id="")
        response.headers["Cache-Control"] = "no-store"
        return response

    return sensitive_post_parameters()(guarded)


def _unavailable(request: HttpRequest, *, kind: str, key_id: str) -> HttpResponse:
    context = {"kind": kind, "key_id": key_id}
    return render(request, "leads/unavailable.html", context, status=503)
