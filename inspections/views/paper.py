"""Pages of the working papers: list, record, and the deeds on the way to the signature."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.listing import tabbed_page
from inspections.filters.paper import PaperFilter
from inspections.forms.opinion import OpinionForm, posted, posted_opinion
from inspections.forms.paper import ConfirmForm
from inspections.models import WorkingPaper
from inspections.rules import issue as issue_rules
from inspections.rules import paper as rules
from inspections.selectors import fieldwork as fieldwork_selectors
from inspections.selectors import paper as selectors
from inspections.services import paper as services
from inspections.tables.paper import PaperTable

VIEWS = {
    "": (gettext_lazy("All papers"), selectors.papers_for_list),
    "waiting": (gettext_lazy("Waiting for me"), selectors.waiting_papers),
    "begun": (gettext_lazy("Written by me"), selectors.begun_papers),
    "handled": (gettext_lazy("Handled by me"), selectors.handled_papers),
}
TABS = {"", "waiting"}


def paper_list(request: HttpRequest) -> HttpResponse:
    return tabbed_page(
        request,
        views={name: (label, rows(request.user)) for name, (label, rows) in VIEWS.items()},
        always=TABS,
        table=PaperTable,
        filters=PaperFilter,
        title=_("Working papers"),
        template="inspections/paper/list.html",
        export=False,
        assignments=fieldwork_selectors.stationed_assignments(request.user),
        empty_title=_("No working paper is here"),
        empty_text=_("The team's papers stand here; the office reads them once they are filed."),
    )


def paper_detail(request: HttpRequest, pk: int) -> HttpResponse:
    paper = get_object_or_404(selectors.paper_for_page(request.user), pk=pk)
    return render(
        request,
        "inspections/paper/detail.html",
        {
            "paper": paper,
            "steps": selectors.step_bar(paper),
            "entries": selectors.record_of(paper),
            "standing": selectors.standing_of(paper),
            "responsibilities": selectors.responsibilities_of(paper),
            "evidence": paper.evidence.select_related("file"),
            "opinions": selectors.opinions_of(paper),
            "similar": selectors.similar_papers(paper, request.user)[:5],
            "no_leads": rules.NO_LEADS,
            "opinion_form": OpinionForm(),
            "confirm_form": ConfirmForm(paper=paper),
            "deeds": _deeds(request, paper),
        },
    )


def _deeds(request: HttpRequest, paper: WorkingPaper) -> dict[str, object]:
    """The verdicts behind the buttons of this page."""
    user = request.user
    return {
        "edit": rules.may_edit_paper(user, paper),
        "submit": rules.may_submit_paper(user, paper),
        "review": rules.may_review_paper(user, paper),
        "give_back": rules.may_return_paper(user, paper),
        "confirm": rules.may_confirm_paper(user, paper),
        "sign": rules.may_sign_paper(user, paper),
        "void": rules.may_void_paper(user, paper),
        "make_issue": issue_rules.may_make_issue(user, paper),
    }


@require_POST
def paper_submit(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _seen(request, pk)
    services.submit_paper(paper, actor=request.user)
    messages.success(request, _("%(paper)s is with the deputy for review.") % {"paper": paper})
    return redirect(paper)


@require_POST
def paper_review(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _seen(request, pk)
    services.review_paper(paper, actor=request.user, opinion=posted_opinion(request))
    messages.success(request, _("%(paper)s goes before the team meeting.") % {"paper": paper})
    return redirect(paper)


@require_POST
def paper_return(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _seen(request, pk)
    services.return_paper(paper, actor=request.user, reason=posted_opinion(request))
    messages.success(request, _("%(paper)s was returned to its handlers.") % {"paper": paper})
    return redirect("inspections:paper_list")


@require_POST
def paper_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _seen(request, pk)
    values = posted(ConfirmForm(request.POST, paper=paper))
    services.confirm_paper(paper, actor=request.user, **values)
    messages.success(request, _("%(paper)s waits for your signature.") % {"paper": paper})
    return redirect(paper)


@require_POST
def paper_sign(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _seen(request, pk)
    services.sign_paper(paper, actor=request.user, opinion=posted_opinion(request))
    messages.success(request, _("Signed as %(paper)s.") % {"paper": paper.number})
    return redirect(paper)


@require_POST
def paper_void(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _seen(request, pk)
    services.void_paper(paper, actor=request.user, reason=posted_opinion(request))
    messages.success(request, _("%(paper)s is void.") % {"paper": paper})
    return redirect("inspections:paper_list")


def _seen(request: HttpRequest, pk: int) -> WorkingPaper:
    return get_object_or_404(WorkingPaper.objects.visible_to(request.user), pk=pk)
