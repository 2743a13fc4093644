"""One page a step: its form, its rule's sentence, its service."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.steps import posted_version
from accounts.verdicts import NotAllowed, demand
from leads import forms, rules
from leads.models import Lead
from leads.selectors import listing, process
from leads.services import disposing, handing, intake
from leads.states import DispositionKind
from leads.views import passes
from leads.views.guard import lead_page

Do = Callable[[Lead, forms.StepForm, User], object]


@dataclass(frozen=True)
class StepPage:
    """What one step asks for, what it does with the answer, and what it warns of."""

    form: type[forms.StepForm]
    do: Do
    warning: str | Promise = ""


STEPS = {
    "screen": StepPage(
        forms.ScreenForm,
        lambda lead, form, actor: intake.screen_lead(lead, actor=actor, **form.cleaned_data),
    ),
    "refer": StepPage(
        forms.ReferForm,
        lambda lead, form, actor: intake.refer_lead(lead, actor=actor, **form.cleaned_data),
        gettext_lazy("It ends here as a lead; the matter goes the way of petitions."),
    ),
    "propose": StepPage(
        forms.ProposeForm,
        lambda lead, form, actor: intake.propose_transfer(lead, actor=actor, **form.cleaned_data),
    ),
    "approve": StepPage(
        forms.ApproveForm,
        lambda lead, form, actor: intake.approve_transfer(lead, actor=actor, **form.cleaned_data),
    ),
    "send_back": StepPage(
        forms.SendBackForm,
        lambda lead, form, actor: intake.send_back(lead, actor=actor, **form.cleaned_data),
    ),
    "hand_over": StepPage(
        forms.HandOverForm,
        lambda lead, form, actor: handing.hand_over(lead, actor=actor, **form.cleaned_data),
        gettext_lazy(
            "From then on only the discipline side works on it. The team cannot open it again."
        ),
    ),
    "receive": StepPage(
        forms.ReceiveForm,
        lambda lead, form, actor: handing.receive_lead(lead, actor=actor),
        gettext_lazy("The time limits for the opinion, the feedback and the conclusion begin."),
    ),
    "dispose": StepPage(
        forms.DisposeForm,
        lambda lead, form, actor: disposing.dispose(
            lead, DispositionKind(form.cleaned_data.pop("kind")), actor=actor, **form.cleaned_data
        ),
    ),
    "reactivate": StepPage(
        forms.ReactivateForm,
        lambda lead, form, actor: disposing.reactivate(lead, actor=actor, **form.cleaned_data),
    ),
    "report_result": StepPage(
        forms.OutcomeForm,
        lambda lead, form, actor: disposing.report_result(lead, [form.words()], actor=actor),
    ),
    "add_outcome": StepPage(
        forms.OutcomeForm,
        lambda lead, form, actor: disposing.add_outcome(lead, form.words(), actor=actor),
    ),
    "feed_back": StepPage(
        forms.FeedBackForm,
        lambda lead, form, actor: disposing.feed_back(lead, actor=actor, **form.cleaned_data),
    ),
    "close": StepPage(
        forms.CloseForm,
        lambda lead, form, actor: disposing.close_lead(lead, actor=actor, **form.cleaned_data),
    ),
}

HANDS = frozenset({"hand_over", "receive"})  # these end on the receipt


@require_http_methods(["GET", "POST"])
@lead_page
def step(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """The page of one step. A discipline deed is refused to teams and the office before any look-up,
    so that the refusal does not tell whether such a lead exists (HLJ-27)."""
    if deed in rules.DISCIPLINE_DEEDS and rules.never_disposes(request.user):
        raise NotAllowed(rules.NOT_THEIRS)
    lead = passes.lead_or_404(request, pk)
    demand(rules.may(request.user, deed, lead))
    page = STEPS[deed]
    form = page.form(request.POST or None, lead=lead)
    if form.is_valid() and _done(request, lead, page, form):
        messages.success(request, _("Done: no. %(number)s.") % {"number": lead.number})
        return redirect("leads:receipt" if deed in HANDS else "leads:door", pk=lead.pk)
    context = {"lead": lead, "form": form, "label": process.LABELS[deed], "page": page}
    status = 409 if form.is_bound and form.non_field_errors() else 200
    return render(request, "leads/step.html", context, status=status)


def _done(request: HttpRequest, lead: Lead, page: StepPage, form: forms.StepForm) -> bool:
    """Whether the deed was done; a refusal goes into the form, and what was typed stays."""
    try:
        if posted_version(request) != lead.version:
            raise NotAllowed(_("This lead moved on since you opened this page. Look at it again."))
        page.do(lead, form, request.user)
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True


@require_GET
@lead_page
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The hand-over on one printable page: numbers, persons and pieces, nothing of the content."""
    lead = passes.lead_or_404(request, pk)
    handover = listing.handover_or_none(lead)
    if handover is None:
        raise NotAllowed(_("This lead has not been handed over yet."))
    return render(request, "leads/receipt.html", {"lead": lead, "handover": handover})
