from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import anchors, closings, journal, rules, selectors, services
from accounts import resets as resetting
from accounts.filters import DutyFilter, JournalFilter, OrganizationFilter, PersonFilter
from accounts.forms import DutyForm, OrganizationForm, PersonForm
from accounts.listing import list_page, waiting_page
from accounts.models import AccountClosing, Duty, JournalEntry, Organization, PasswordReset, User
from accounts.tables import (
    DutyTable,
    JournalTable,
    OrganizationTable,
    PersonTable,
    ResetTable,
)
from accounts.verdicts import NotAllowed, Verdict


def unseen_unless(verdict: Verdict) -> None:
    """Pages of an administrator do not exist for anybody else."""
    if not verdict:
        raise Http404


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, were it empty; nothing for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def organizations(request: HttpRequest) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    return list_page(
        request,
        rows=Organization.objects.all(),
        table=OrganizationTable,
        filters=OrganizationFilter,
        title=_("Organisations"),
        template="accounts/organizations.html",
    )


def organization(request: HttpRequest, pk: int) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    row = get_object_or_404(Organization, pk=pk)
    context = {
        "organization": row,
        "parent": Organization.objects.get_parent(row),
        "people": row.people.all(),
    }
    return render(request, "accounts/organization.html", context)


def add_organization(request: HttpRequest) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    form = OrganizationForm(sent(request))
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        parent = fields.pop("parent")
        row = services.add_organization(parent=parent, actor=request.user, **fields)
        messages.success(request, _("“%(name)s” was added.") % {"name": row})
        return redirect("accounts:organizations")
    return _form_page(request, form, _("Add an organisation"), "accounts:organizations")


def people(request: HttpRequest) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    return list_page(
        request,
        rows=selectors.people_for_list(),
        table=PersonTable,
        filters=PersonFilter,
        title=_("People"),
        template="accounts/people.html",
    )


def add_person(request: HttpRequest) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    form = PersonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        person = services.add_person(actor=request.user, **form.cleaned_data)
        half = resetting.ask(person, actor=request.user)
        return render(request, "accounts/one_time.html", {"person": person, "first": half})
    return _form_page(request, form, _("Add a person"), "accounts:people")


@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    person = get_object_or_404(User, pk=pk)
    half = resetting.ask(person, actor=request.user)
    return render(request, "accounts/one_time.html", {"person": person, "first": half})


def resets(request: HttpRequest) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    return waiting_page(
        request,
        everything=selectors.resets_for_list(),
        waiting=selectors.waiting_resets(request.user),
        table=ResetTable,
        filters=None,
        title=_("New passwords"),
        empty_title=_("No new password was asked for"),
        empty_text=_("Ask for one on the page of the people; two administrators give it out."),
    )


@require_POST
def confirm_reset(request: HttpRequest, pk: int) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    row = get_object_or_404(selectors.resets_for_list(), pk=pk)
    half = resetting.confirm(row, actor=request.user)
    return render(request, "accounts/one_time.html", {"person": row.person, "second": half})


@require_POST
def withdraw_reset(request: HttpRequest, pk: int) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    resetting.withdraw(get_object_or_404(PasswordReset, pk=pk), actor=request.user)
    messages.success(request, _("The present password stays."))
    return redirect("accounts:resets")


@require_POST
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    person = get_object_or_404(User, pk=pk)
    active = request.POST.get("active") == "1"
    if closings.set_active(person, active, actor=request.user):
        messages.success(
            request, _("An administrator's account: another system administrator confirms this.")
        )
    return redirect("accounts:people")


@require_POST
def confirm_closing(request: HttpRequest, pk: int) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    closing = get_object_or_404(AccountClosing, pk=pk)
    closings.confirm(closing, actor=request.user)
    messages.success(request, _("Confirmed."))
    return redirect(closing)


@require_POST
def withdraw_closing(request: HttpRequest, pk: int) -> HttpResponse:
    unseen_unless(rules.may_manage_accounts(request.user))
    closing = get_object_or_404(AccountClosing, pk=pk)
    closings.withdraw(closing, actor=request.user)
    messages.success(request, _("The account stays as it is."))
    return redirect(closing)


def duties(request: HttpRequest) -> HttpResponse:
    unseen_unless(rules.may_manage_duties(request.user))
    return waiting_page(
        request,
        everything=selectors.duties_for_list(),
        waiting=selectors.waiting_duties(request.user),
        table=DutyTable,
        filters=DutyFilter,
        title=_("Duties"),
        template="accounts/duties.html",
    )


def grant_duty(request: HttpRequest) -> HttpResponse:
    unseen_unless(rules.may_manage_duties(request.user))
    form = DutyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.grant_duty(actor=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(
                request, _("The duty was granted; it counts once a second person confirmed it.")
            )
            return redirect("accounts:duties")
    return _form_page(request, form, _("Grant a duty"), "accounts:duties")


@require_POST
def confirm_duty(request: HttpRequest, pk: int) -> HttpResponse:
    unseen_unless(rules.may_manage_duties(request.user))
    services.confirm_duty(get_object_or_404(Duty, pk=pk), actor=request.user)
    messages.success(request, _("The duty was confirmed and counts from now on."))
    return redirect("accounts:duties")


@require_POST
def revoke_duty(request: HttpRequest, pk: int) -> HttpResponse:
    unseen_unless(rules.may_manage_duties(request.user))
    services.revoke_duty(get_object_or_404(Duty, pk=pk), actor=request.user)
    messages.success(request, _("The duty was revoked."))
    return redirect("accounts:duties")


def journal_list(request: HttpRequest) -> HttpResponse:
    unseen_unless(rules.may_read_journal(request.user))
    return list_page(
        request,
        rows=JournalEntry.objects.select_related("actor"),
        table=JournalTable,
        filters=JournalFilter,
        title=_("Journal"),
        template="accounts/journal.html",
    )


@require_POST
def verify_journal(request: HttpRequest) -> HttpResponse:
    unseen_unless(rules.may_read_journal(request.user))
    broken, adrift = journal.verify(), anchors.verify()
    is_whole = broken is None and adrift is None
    journal.record(
        actor=request.user, verb="journal.verified", subject=request.user, whole=is_whole
    )
    if is_whole:
        messages.success(request, _("The chain is whole: no entry was changed or removed."))
    if broken is not None:
        messages.error(
            request,
            _("The chain is broken at entry %(entry)s.") % {"entry": broken.entry_id},
        )
    if adrift is not None:
        messages.error(request, str(adrift.reason))
    return redirect("accounts:journal")


def _form_page(request: HttpRequest, form, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)
