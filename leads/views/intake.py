"""Registering a lead, and correcting it while it is still with the team."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import TEAM, Role
from accounts.steps import posted_version
from accounts.verdicts import NotAllowed, demand
from leads import rules
from leads.forms import LeadWordsForm, PersonFormSet, RegisterForm
from leads.selectors import content, places
from leads.services import intake
from leads.views import passes
from leads.views.guard import lead_page


@require_http_methods(["GET", "POST"])
@lead_page
def register(request: HttpRequest) -> HttpResponse:
    """The team's form, and the lead clerk's for what reaches the office."""
    assignments = places.places_to_register(request.user)
    body = places.clerks_body(request.user)
    if body is None and not places.registers(request.user, *TEAM):
        raise Http404
    form = RegisterForm(
        request.POST or None,
        request.FILES or None,
        assignments=assignments,
        for_office=body is not None,
    )
    persons = PersonFormSet(request.POST or None, prefix="persons")
    if request.method == "POST" and all([form.is_valid(), persons.is_valid()]):
        assignment = form.cleaned_data["assignment"]
        try:
            lead = intake.register_lead(
                form.words(persons),
                actor=request.user,
                body=assignment.body if assignment else body,
                assignment=assignment,
            )
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            return _registered(request, lead)
    status = 409 if form.is_bound and form.non_field_errors() else 200
    return render(request, "leads/register.html", {"form": form, "persons": persons}, status=status)


def _registered(request: HttpRequest, lead: Any) -> HttpResponse:
    """Who may read it is led to its door; who may not is told that it is sealed, and no more."""
    if places.registers(request.user, Role.LEAD_CLERK, Role.TEAM_LEADER):
        messages.success(request, _("Sealed as no. %(number)s.") % {"number": lead.number})
        return redirect(lead)
    return redirect("leads:registered")


@require_GET
@lead_page
def registered(request: HttpRequest) -> HttpResponse:
    """Says the same whatever was registered, and whether or not anything was."""
    if not places.registers(request.user, *TEAM, Role.LEAD_CLERK):
        raise Http404
    return render(request, "leads/registered.html")


@require_http_methods(["GET", "POST"])
@lead_page
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an opened lead; the pass must still hold, the typed text survives a refusal."""
    lead = passes.lead_or_404(request, pk)
    demand(rules.may(request.user, "amend", lead))
    opening = passes.current_pass(request, lead)
    if opening is None or not opening.with_informant:
        return _ask_to_open(request, pk)
    shown = content.content_for(opening, user=request.user)
    if shown is None:
        raise NotAllowed(rules.HANDED_OVER_ALREADY)
    form = LeadWordsForm(request.POST or None, request.FILES or None, initial=_texts(shown))
    persons = PersonFormSet(request.POST or None, prefix="persons", initial=_persons(shown))
    if request.method == "POST" and all([form.is_valid(), persons.is_valid()]):
        try:
            version = posted_version(request)
            words = form.words(persons)
            intake.amend_lead(lead, words, actor=request.user, version=version)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Corrected and sealed again."))
            return redirect("leads:opened", pk=lead.pk)
    status = 409 if form.is_bound and form.non_field_errors() else 200
    context = {"lead": lead, "form": form, "persons": persons}
    return render(request, "leads/amend.html", context, status=status)


def _ask_to_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Correcting writes the persons anew, so the informant has to be readable as well."""
    if request.method == "POST":
        raise NotAllowed(_("The time of this opening is over. Open the lead again, then send it."))
    messages.info(
        request, _("Open the lead with the informant's identity first, then choose “Correct”.")
    )
    return redirect("leads:door", pk=pk)


def _texts(shown: content.LeadContent) -> dict[str, str]:
    return {"subject": shown.subject, "text": shown.text, "evidence": shown.evidence}


def _persons(shown: content.LeadContent) -> list[dict[str, str]]:
    return [
        {
            "part": person.part,
            "name": person.name,
            "id_number": person.id_number,
            "post": person.post,
        }
        for person in shown.persons
    ]
