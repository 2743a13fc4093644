from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from exchange import rules, services
from exchange.forms import TokenForm


@require_GET
def tokens(request: HttpRequest) -> HttpResponse:
    return _tokens(request, TokenForm(user=request.user))


@require_POST
@sensitive_post_parameters("password")
def issue_token(request: HttpRequest) -> HttpResponse:
    """Make one, for whoever gives the password again; it stands on the page once, right after."""
    rules.demand_token(request.user)
    form = TokenForm(request.POST, user=request.user)
    if not form.is_valid():
        return _tokens(request, form, status=422)
    key = services.issue_token(actor=request.user, days=form.cleaned_data["days"])
    return _tokens(request, TokenForm(user=request.user), key=key)


def _tokens(
    request: HttpRequest, form: TokenForm, key: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "tokens": services.tokens_of(request.user),
        "verdict": rules.may_hold_token(request.user),
        "form": form,
        "key": key,
    }
    return render(request, "exchange/tokens.html", context, status=status)


@require_POST
def withdraw_token(request: HttpRequest, token_key: str) -> HttpResponse:
    token = get_object_or_404(services.tokens_of(request.user), token_key=token_key)
    services.withdraw_token(token, actor=request.user)
    messages.success(request, _("The key was withdrawn."))
    return redirect("exchange:tokens")
