"""The session's side of an opening: a fresh password, and the secret the pass is bound to."""

import secrets
import time

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from leads.models import Lead, LeadOpening
from leads.services.opening import session_mark

PASSWORD_LASTS = 600


def lead_or_404(request: HttpRequest, pk: int) -> Lead:
    visible = Lead.objects.visible_to(request.user)
    rows = visible.select_related("body", "team__round", "assignment", "organization")
    return get_object_or_404(rows, pk=pk)


def password_is_fresh(request: HttpRequest) -> bool:
    given_at = request.session.get("lead_password_at", 0)
    return 0 <= time.time() - given_at < PASSWORD_LASTS


def password_given(request: HttpRequest) -> None:
    request.session["lead_password_at"] = time.time()


def session_secret(request: HttpRequest) -> str:
    """Made at the first opening; it dies with the session, and the passes with it."""
    if "lead_secret" not in request.session:
        request.session["lead_secret"] = secrets.token_urlsafe(32)
    return str(request.session["lead_secret"])


def current_pass(request: HttpRequest, lead: Lead) -> LeadOpening | None:
    """The pass that still lets this person in, from this session; ``None`` asks for a new opening."""
    secret = request.session.get("lead_secret")
    if not secret:
        return None
    passes = LeadOpening.objects.passes(
        user=request.user, session_mark=session_mark(secret), now=timezone.now()
    )
    opening = passes.filter(lead=lead).order_by("-opened_at", "-pk").first()
    if opening is not None:
        opening.lead = lead
    return opening


def pass_or_404(request: HttpRequest, lead: Lead) -> LeadOpening:
    opening = current_pass(request, lead)
    if opening is None:
        raise Http404
    return opening
