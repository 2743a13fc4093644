"""The long form of a working paper: saved as it stands, submitted when complete."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import drafts
from accounts.steps import posted_version
from accounts.verdicts import NotAllowed, StaleEdit, demand
from inspections.forms.paper import (
    BaseEvidenceFormSet,
    EvidenceFormSet,
    PaperForm,
    evidence_initial,
)
from inspections.models import Assignment, WorkingPaper
from inspections.rules import paper as rules
from inspections.selectors import paper as selectors
from inspections.services import paper as services

Save = Callable[[dict], WorkingPaper]


def paper_new(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    demand(rules.may_write_papers(request.user, assignment))

    def create(values: dict) -> WorkingPaper:
        return services.create_paper(assignment, actor=request.user, **values)

    initial = {"handlers": [request.user.pk], "writer": request.user.pk}
    form = PaperForm(request.POST or None, assignment=assignment, initial=initial)
    rows = EvidenceFormSet(request.POST or None, request.FILES or None, prefix="evidence")
    return _answer(request, assignment, form, rows, create)


def paper_edit(request: HttpRequest, pk: int) -> HttpResponse:
    paper = get_object_or_404(selectors.paper_for_page(request.user), pk=pk)
    demand(rules.may_edit_paper(request.user, paper))

    def save(values: dict) -> WorkingPaper:
        version = posted_version(request)
        services.save_paper(paper, version=version, actor=request.user, **values)
        return paper

    form = PaperForm(
        request.POST or None,
        instance=WorkingPaper.objects.get(pk=paper.pk),
        assignment=paper.assignment,
    )
    rows = EvidenceFormSet(
        request.POST or None,
        request.FILES or None,
        prefix="evidence",
        initial=evidence_initial(paper),
    )
    return _answer(request, paper.assignment, form, rows, save, paper)


def _answer(
    request: HttpRequest,
    assignment: Assignment,
    form: PaperForm,
    rows: BaseEvidenceFormSet,
    save: Save,
    paper: WorkingPaper | None = None,
) -> HttpResponse:
    """Show the form, or save it and go on; a refusal shows it again with what was typed."""
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            saved = save({**form.cleaned_data, "evidence": rows.entries()})
        except StaleEdit:
            raise
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            return _saved(request, saved)
    checks = selectors.checks_of(paper) if paper else []
    context = {
        "paper": paper,
        "assignment": assignment,
        "draft": None if form.is_bound else drafts.kept(request.user, request.path),
        "form": form,
        "rows": rows,
        "checks": checks,
        "passed_count": sum(check.passed for check in checks),
        "show_lacks": "lacks" in request.GET,
        "no_leads": rules.NO_LEADS,
        "steps": selectors.step_bar(paper) if paper else [],
        "similar": selectors.similar_papers(paper, request.user)[:5] if paper else [],
        "edits": selectors.edits_of(paper)[:6] if paper else [],
    }
    return render(request, "inspections/paper/form.html", context)


def _saved(request: HttpRequest, paper: WorkingPaper) -> HttpResponse:
    """Saved; when the button said so, submitted too, or back to what is still lacking."""
    if request.POST.get("deed") != "submit":
        messages.success(request, _("Saved as a draft."))
        return redirect("inspections:paper_edit", paper.pk)
    if not rules.may_submit_paper(request.user, paper):
        response = redirect("inspections:paper_edit", paper.pk)
        response["Location"] += "?lacks=1"
        return response
    services.submit_paper(paper, actor=request.user)
    messages.success(request, _("%(paper)s is with the deputy for review.") % {"paper": paper})
    return redirect(paper)
