from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exchange import rules, services


def tokens(request: HttpRequest, key: str = "") -> HttpResponse:
    """One's own keys; a new one stands on the page once, right after it was made."""
    context = {
        "tokens": services.tokens_of(request.user),
        "verdict": rules.may_hold_token(request.user),
        "key": key,
    }
    return render(request, "exchange/tokens.html", context)


@require_POST
def issue_token(request: HttpRequest) -> HttpResponse:
    return tokens(request, key=services.issue_token(actor=request.user))


@require_POST
def withdraw_token(request: HttpRequest, token_key: str) -> HttpResponse:
    token = get_object_or_404(services.tokens_of(request.user), token_key=token_key)
    services.withdraw_token(token, actor=request.user)
    messages.success(request, _("The key was withdrawn."))
    return redirect("exchange:tokens")
