"""The narrow door: facts without content, a reason, a password; then the opened lead."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import tries
from accounts.verdicts import NotAllowed, demand
from deadlines.lights import Board
from leads import rules
from leads.forms import OpenForm
from leads.models import Lead
from leads.selectors import content, listing, process
from leads.services import opening as openings
from leads.states import Purpose
from leads.views import passes
from leads.views.guard import lead_page


@require_GET
@lead_page
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """What the reader may know before, or without, opening it."""
    lead = passes.lead_or_404(request, pk)
    form = OpenForm(ask_password=not passes.password_is_fresh(request))
    return _door(request, lead, form)


def _door(request: HttpRequest, lead: Lead, form: OpenForm, status: int = 200) -> HttpResponse:
    verdicts = rules.verdicts(request.user, lead)
    context = {
        "lead": lead,
        "form": form,
        "may_open": verdicts["open"],
        "steps": process.step_bar(lead),
        "deeds": process.deeds(lead, verdicts),
        "lights": process.lights(lead, Board()),
        "knowing": listing.knowing(lead),
        "openings": listing.openings_of(lead),
        "pass": passes.current_pass(request, lead),
    }
    return render(request, "leads/door.html", context, status=status)


@require_POST
@lead_page
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the opening down, then show the way in; a wrong password is written down as well."""
    lead = passes.lead_or_404(request, pk)
    demand(rules.may(request.user, "open", lead))
    form = OpenForm(request.POST, ask_password=not passes.password_is_fresh(request))
    if not form.is_valid():
        return _door(request, lead, form)
    if not _password_holds(request, lead, form):
        return _door(request, lead, form, status=403)
    given = form.cleaned_data
    openings.open_lead(
        lead,
        actor=request.user,
        purpose=Purpose(given["purpose"]),
        explanation=given["explanation"],
        with_informant=given["with_informant"],
        session_secret=passes.session_secret(request),
    )
    return redirect("leads:opened", pk=lead.pk)


def _password_holds(request: HttpRequest, lead: Lead, form: OpenForm) -> bool:
    if "password" not in form.fields:
        return True
    try:
        verdict = tries.confirm(request.user, form.cleaned_data["password"])
    except tries.TooManyTries as refusal:
        form.add_error("password", str(refusal.reason))
        return False
    if verdict:
        passes.password_given(request)
        return True
    purpose = Purpose(form.cleaned_data["purpose"])
    openings.refuse_opening(lead, actor=request.user, purpose=purpose)
    form.add_error("password", str(verdict.reason))
    return False


@require_GET
@lead_page
def opened(request: HttpRequest, pk: int) -> HttpResponse:
    """The lead in clear, as long as the pass lasts."""
    lead = passes.lead_or_404(request, pk)
    opening = passes.current_pass(request, lead)
    if opening is None:
        return redirect("leads:door", pk=lead.pk)
    demand(rules.may(request.user, "open", lead))
    shown = content.content_for(opening, user=request.user)
    if shown is None:
        raise NotAllowed(rules.HANDED_OVER_ALREADY)
    verdicts = rules.verdicts(request.user, lead)
    context = {
        "lead": lead,
        "opening": opening,
        "content": shown,
        "steps": process.step_bar(lead),
        "deeds": process.deeds(lead, verdicts),
        "lights": process.lights(lead, Board()),
        "entries": process.timeline(shown.steps),
        "openings": listing.openings_of(lead),
        "knowing": listing.knowing(lead),
    }
    return render(request, "leads/opened.html", context)


@require_POST
@lead_page
def shut(request: HttpRequest, pk: int) -> HttpResponse:
    lead = passes.lead_or_404(request, pk)
    opening = passes.current_pass(request, lead)
    if opening is not None:
        openings.shut_lead(opening, actor=request.user)
        messages.success(request, _("Closed again."))
    return redirect("leads:door", pk=lead.pk)


@require_GET
@lead_page
def attachment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One file of an opened lead, always as a download under a name that says nothing."""
    lead = passes.lead_or_404(request, pk)
    opening = passes.pass_or_404(request, lead)
    demand(rules.may(request.user, "open", lead))
    found = content.attachment_file(opening, number, user=request.user)
    if found is None:
        raise Http404
    response = HttpResponse(found.body, content_type="application/octet-stream")
    name = f"{lead.number}-{number}{found.ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
