"""Pages of the feedback: list, opinion, wording, and the steps to the signature."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from accounts import drafts
from accounts.listing import waiting_page
from accounts.models import User
from accounts.steps import posted_version
from accounts.verdicts import demand
from inspections.documents.wording import opinion_title
from inspections.filters.feedback import FeedbackFilter
from inspections.forms.feedback import AspectForm, CopiesForm, FeedbackForm, PlaceForm
from inspections.forms.opinion import DatedForm, OpinionForm, posted, posted_opinion
from inspections.models import Aspect, Assignment, Feedback, Issue
from inspections.rules import feedback as rules
from inspections.selectors import feedback as page_selectors
from inspections.selectors import issue as selectors
from inspections.services import feedback as services
from inspections.tables.feedback import FeedbackTable


def feedback_list(request: HttpRequest) -> HttpResponse:
    return waiting_page(
        request,
        everything=selectors.feedback_for_list(request.user),
        waiting=selectors.waiting_feedback(request.user),
        table=FeedbackTable,
        filters=FeedbackFilter,
        title=_("Feedback"),
        template="inspections/feedback/list.html",
        called=_("All feedback"),
        assignments=page_selectors.assignments_to_feed_back(request.user),
        may_record=rules.may_record_any(request.user),
        empty_title=_("No feedback is here"),
        empty_text=_("Feedback stands here from the approved report on, or once received."),
    )


def feedback_detail(request: HttpRequest, pk: int) -> HttpResponse:
    feedback = get_object_or_404(page_selectors.feedback_for_page(request.user), pk=pk)
    is_inner = page_selectors.is_inner(feedback, request.user)
    return render(
        request,
        "inspections/feedback/detail.html",
        {
            "feedback": feedback,
            "is_inner": is_inner,
            "sections": page_selectors.sections_of(feedback, request.user),
            "stray": page_selectors.stray_issues(feedback, request.user),
            "copies": page_selectors.copies_by_class(feedback),
            "steps": page_selectors.step_bar(feedback, is_inner=is_inner),
            "entries": selectors.record_of(feedback) if is_inner else [],
            "standing": page_selectors.standing_of(feedback),
            "deeds": _deeds(request.user, feedback),
            "dated_form": DatedForm(),
            "opinion_form": OpinionForm(),
            "aspect_form": AspectForm(),
        },
    )


def _deeds(user: User, feedback: Feedback) -> dict[str, object]:
    return {
        "edit": rules.may_edit_feedback(user, feedback),
        "copies": rules.may_name_copies(user, feedback),
        "review": rules.may_review_feedback(user, feedback),
        "decide": rules.may_decide_feedback(user, feedback),
        "head": rules.may_record_head_feedback(user, feedback),
        "meeting": rules.may_record_meeting(user, feedback),
        "issue": rules.may_issue_feedback(user, feedback),
        "deliver": rules.may_deliver_copies(user, feedback),
        "acknowledge": rules.may_acknowledge(user, feedback),
        "take_over": rules.may_take_over(user, feedback),
    }


@require_POST
def feedback_draft(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    title = opinion_title(assignment)
    feedback = services.draft_feedback(assignment, actor=request.user, title=title[:120])
    messages.success(request, _("The draft is opened from the approved report."))
    return redirect(feedback)


def feedback_edit(request: HttpRequest, pk: int) -> HttpResponse:
    feedback = get_object_or_404(Feedback.objects.visible_to(request.user), pk=pk)
    demand(rules.may_edit_feedback(request.user, feedback))
    form = FeedbackForm(request.POST or None, instance=Feedback.objects.get(pk=feedback.pk))
    if request.method == "POST" and form.is_valid():
        services.save_feedback(
            feedback, version=posted_version(request), actor=request.user, **form.cleaned_data
        )
        messages.success(request, _("Saved as a draft."))
        return redirect(feedback)
    draft = None if form.is_bound else drafts.kept(request.user, request.path)
    context = {"form": form, "feedback": feedback, "draft": draft}
    return render(request, "inspections/feedback/form.html", context)


def feedback_copies(request: HttpRequest, pk: int) -> HttpResponse:
    feedback = get_object_or_404(Feedback.objects.visible_to(request.user), pk=pk)
    demand(rules.may_name_copies(request.user, feedback))
    form = CopiesForm(request.POST or None, feedback=feedback)
    if request.method == "POST" and form.is_valid():
        services.name_copies(feedback, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The cc line is set."))
        return redirect(feedback)
    context = {"form": form, "feedback": feedback}
    return render(request, "inspections/feedback/copies.html", context)


@require_POST
def aspect_add(request: HttpRequest, pk: int) -> HttpResponse:
    feedback = _seen(request, pk)
    title = posted(AspectForm(request.POST))["title"]
    services.add_aspect(feedback, actor=request.user, title=title)
    messages.success(request, _("The aspect is added."))
    return redirect(feedback)


@require_POST
def aspect_delete(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Feedback.objects.visible_to(request.user)
    aspect = get_object_or_404(Aspect.objects.filter(feedback__in=seen), pk=pk)
    services.delete_aspect(aspect, actor=request.user)
    messages.success(request, _("The aspect is deleted."))
    return redirect(aspect.feedback)


@require_POST
def issue_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an issue of a draft under another aspect."""
    issue = get_object_or_404(Issue.objects.visible_to(request.user).exclude(feedback=None), pk=pk)
    aspect = posted(PlaceForm(request.POST, feedback=issue.feedback))["aspect"]
    version = posted_version(request)
    services.place_issue(issue, version=version, actor=request.user, aspect=aspect)
    messages.success(request, _("Saved."))
    return redirect(issue.feedback)


def _deed(service: Callable[..., object], said: str) -> Callable[..., HttpResponse]:
    """A view that does one deed on a feedback and says so."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        feedback = _seen(request, pk)
        service(feedback, actor=request.user)
        messages.success(request, _(said))
        return redirect(feedback)

    return view


def _dated_deed(service: Callable[..., object], said: str) -> Callable[..., HttpResponse]:
    """The same for a deed that took place on a day."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        feedback = _seen(request, pk)
        service(feedback, actor=request.user, **posted(DatedForm(request.POST)))
        messages.success(request, _(said))
        return redirect(feedback)

    return view


feedback_review = _deed(services.review_feedback, gettext_noop("It is before the leading group."))
feedback_approve = _deed(services.approve_feedback, gettext_noop("The feedback is approved."))
feedback_issue = _deed(
    services.issue_feedback, gettext_noop("The opinion is issued; the organization can read it.")
)
feedback_deliver = _deed(services.deliver_copies, gettext_noop("The copies are delivered."))
feedback_acknowledge = _deed(services.acknowledge, gettext_noop("You have signed for it."))
feedback_head = _dated_deed(services.record_head_feedback, gettext_noop("Recorded."))
feedback_meeting = _dated_deed(services.record_feedback_meeting, gettext_noop("Recorded."))


@require_POST
def feedback_return(request: HttpRequest, pk: int) -> HttpResponse:
    feedback = _seen(request, pk)
    services.return_feedback(feedback, actor=request.user, reason=posted_opinion(request))
    messages.success(request, _("The draft was returned."))
    return redirect(feedback)


def _seen(request: HttpRequest, pk: int) -> Feedback:
    return get_object_or_404(Feedback.objects.visible_to(request.user), pk=pk)
