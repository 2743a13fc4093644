"""Pages of the issues."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.listing import list_page
from accounts.steps import posted_version
from accounts.verdicts import NotAllowed, StaleEdit, demand
from inspections.filters.issue import AspectFilter, IssueFilter
from inspections.forms.issue import IssueForm
from inspections.forms.opinion import OpinionForm, posted_opinion
from inspections.models import Issue, WorkingPaper
from inspections.rules import issue as rules
from inspections.selectors import issue as selectors
from inspections.services import issue as services
from inspections.tables.issue import AspectTable, IssueTable, UnitIssueTable


def issue_list(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        rows=selectors.issues_for_list(request.user),
        table=IssueTable if selectors.reads_marks(request.user) else UnitIssueTable,
        filters=IssueFilter,
        title=_("Issues"),
        template="inspections/issue/list.html",
        papers=selectors.signed_papers_without_issue(request.user),
        empty_title=_("No issue is here"),
        empty_text=_("Issues come from signed working papers or from a superior's feedback."),
    )


def aspect_list(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        rows=selectors.aspects_for_list(request.user),
        table=AspectTable,
        filters=AspectFilter,
        title=_("Aspects"),
        empty_title=_("No aspect is here"),
        empty_text=_("The aspects of a feedback stand here once it is issued."),
    )


def issue_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = selectors.issues_for_list(request.user).select_related(
        "focus_item__framework", "focus_item__counted_as", "aspect", "paper"
    )
    issue = get_object_or_404(rows, pk=pk)
    papers = WorkingPaper.objects.visible_to(request.user)
    return render(
        request,
        "inspections/issue/detail.html",
        {
            "issue": issue,
            "paper": papers.filter(pk=issue.paper_id).first() if issue.paper_id else None,
            "entries": selectors.record_of_issue(issue, request.user),
            "may_edit": rules.may_edit_issue(request.user, issue),
            "may_withdraw": rules.may_withdraw_issue(request.user, issue),
            "may_delete": rules.may_delete_issue(request.user, issue),
            "opinion_form": OpinionForm(),
        },
    )


def issue_new(request: HttpRequest, pk: int) -> HttpResponse:
    paper = get_object_or_404(WorkingPaper.objects.visible_to(request.user), pk=pk)
    demand(rules.may_make_issue(request.user, paper))
    initial = {
        "title": paper.title,
        "text": f"{paper.manifestation}\n{paper.basis}".strip(),
        "focus_item": paper.focus_item_id,
    }
    form = IssueForm(request.POST or None, initial=initial, body=paper.body)
    if request.method == "POST" and form.is_valid():
        issue = services.make_issue(paper, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The issue is made; the report can cite it."))
        return redirect(issue)
    context = {"form": form, "paper": paper, "issue": None, "title": _("Make the issue")}
    return render(request, "inspections/issue/form.html", context)


def issue_edit(request: HttpRequest, pk: int) -> HttpResponse:
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    demand(rules.may_edit_issue(request.user, issue))
    form = IssueForm(request.POST or None, instance=Issue.objects.get(pk=issue.pk), body=issue.body)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_issue(
                issue, version=posted_version(request), actor=request.user, **form.cleaned_data
            )
        except StaleEdit:
            raise
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("Saved."))
            return redirect(issue)
    context = {"form": form, "paper": issue.paper, "issue": issue, "title": _("Word the issue")}
    return render(request, "inspections/issue/form.html", context)


@require_POST
def issue_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    services.withdraw_issue(issue, actor=request.user, reason=posted_opinion(request))
    messages.success(request, _("The issue is left out of the feedback."))
    return redirect(issue)


@require_POST
def issue_delete(request: HttpRequest, pk: int) -> HttpResponse:
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    feedback = issue.feedback
    services.delete_issue(issue, actor=request.user)
    messages.success(request, _("The issue is deleted."))
    return redirect(feedback or "inspections:issue_list")
