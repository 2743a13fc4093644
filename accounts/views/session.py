from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from accounts import account, journal, keys, passwords, services, tries
from accounts.forms import PasswordForm, SignInForm
from accounts.models import User
from accounts.views.addresses import client_address

ONE_YEAR = 365 * 24 * 3600


def next_url(request: HttpRequest) -> str:
    """Where to go afterwards; home unless the address asked for is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    if is_ours and wanted.startswith("/"):
        return wanted
    return settings.LOGIN_REDIRECT_URL


@never_cache
@login_not_required
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(next_url(request))
    form = SignInForm(request, request.POST or None)
    form.address = client_address(request)
    try:
        is_let_in = request.method == "POST" and form.is_valid()
    except tries.TooManyTries as refusal:
        return _locked(request, refusal.minutes)
    if is_let_in:
        return _let_in(request, form.get_user())
    context = {"form": form, "next": next_url(request)}
    return render(request, "accounts/sign_in.html", context, status=422 if form.errors else 200)


def _let_in(request: HttpRequest, user: User) -> HttpResponse:
    """Open the session; say when the account was used before, so that a stranger's use is noticed."""
    login(request, user)
    now = timezone.now().timestamp()
    request.session["last_deed"] = request.session["opened_at"] = now
    journal.record(actor=user, verb="session.opened", subject=user)
    if last := tries.before(user):
        level = messages.WARNING if last.failed else messages.INFO
        messages.add_message(request, level, account.told(last))
    must_change = user.must_change_password or passwords.is_old(user)
    going = "accounts:password" if must_change else next_url(request)
    return _known_from_now(request, redirect(going), user)


def _known_from_now(request: HttpRequest, response: HttpResponse, user: User) -> HttpResponse:
    """Let this browser be known at the door, under the present password."""
    response.set_cookie(
        tries.COOKIE,
        tries.known_device(request.COOKIES, user),
        max_age=tries.KNOWN_FOR,
        path=reverse("accounts:sign_in"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _locked(request: HttpRequest, minutes: int) -> HttpResponse:
    """Too many wrong passwords; the same page for an account that exists and one that does not."""
    context = {"form": SignInForm(request), "locked_minutes": minutes, "next": next_url(request)}
    return render(request, "accounts/sign_in.html", context, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    journal.record(actor=request.user, verb="session.closed", subject=request.user)
    logout(request)
    return redirect("accounts:sign_in")


@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        services.change_password(request.user, form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password was changed."))
        return _known_from_now(request, redirect("/"), request.user)
    context = {"form": form, "is_old": passwords.is_old(request.user)}
    return render(request, "accounts/password.html", context, status=422 if form.errors else 200)


@require_GET
def my_account(request: HttpRequest) -> HttpResponse:
    """Who one is here, under which duties, and when the account was used before."""
    context = {"last": tries.before(request.user), "duties": request.held_duties}
    return render(request, "accounts/my_account.html", context)


@require_POST
def act_under(request: HttpRequest) -> HttpResponse:
    """Switch to another duty that the person holds."""
    chosen = keys.read(request.POST.get("duty", ""))
    request.user.acting_duty_id = None
    if chosen is not None and services.may_choose(request.user, chosen):
        request.session["acting_duty"] = chosen
    return redirect("/")


@require_POST
@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie, and on the account for messages sent later."""
    code = request.POST.get("language", "")
    response = HttpResponseRedirect(next_url(request))
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=ONE_YEAR, samesite="Lax", httponly=True
        )
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=code)
    return response


@require_POST
def large_text(request: HttpRequest) -> HttpResponse:
    User.objects.filter(pk=request.user.pk).update(large_text=not request.user.large_text)
    return redirect(next_url(request))


@require_POST
@transaction.non_atomic_requests
def stay(request: HttpRequest) -> HttpResponse:
    """The person said they are still here: an answer to the idle warning."""
    request.session["last_deed"] = timezone.now().timestamp()
    return HttpResponse(status=204)
