"""Pages of the assignments and their notices."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.listing import list_page, waiting_page
from accounts.verdicts import demand
from inspections.filters.round import AssignmentFilter, NoticeFilter, UnitAssignmentFilter
from inspections.forms.assignment import DayForm, EntryForm, NoticeForm
from inspections.models import Assignment
from inspections.rules import assignment as rules
from inspections.rules.grant import may_keep
from inspections.selectors import grant as grants
from inspections.selectors import round as selectors
from inspections.selectors.work import works_of
from inspections.services import assignment as services
from inspections.services import notice as notice_services
from inspections.tables.round import AssignmentTable, NoticeTable, UnitAssignmentTable
from inspections.views.pages import bound, form_page


def assignment_list(request: HttpRequest) -> HttpResponse:
    for_unit = selectors.is_of_unit(request.user)
    return waiting_page(
        request,
        everything=selectors.assignments_for_list(request.user),
        waiting=selectors.waiting_assignments(request.user),
        table=UnitAssignmentTable if for_unit else AssignmentTable,
        filters=UnitAssignmentFilter if for_unit else AssignmentFilter,
        title=_("Inspections of our unit") if for_unit else _("Assignments"),
        template="inspections/assignment/list.html",
        empty_title=_("No inspection is here"),
        empty_text=_("An assignment stands here once a team has a target."),
    )


def _seen(request: HttpRequest, pk: int) -> Assignment:
    rows = selectors.assignments_for_list(request.user)
    return get_object_or_404(rows.select_related("body", "target"), pk=pk)


def assignment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _seen(request, pk)
    user = request.user
    for_unit = selectors.is_of_unit(user)
    named = grants.own_grant(user, assignment)
    context = {
        "assignment": assignment,
        "named": named,
        "settled": grants.settled(user, assignment) if named else [],
        "keeps_readers": not for_unit and may_keep(user, assignment),
        "for_unit": for_unit,
        "steps": selectors.assignment_bar(assignment, for_unit=for_unit),
        "notice": getattr(assignment, "notice", None),
        "works": works_of(assignment, user),
        "members": assignment.team.members.serving().select_related("person"),
        "deeds": {
            "notify": rules.may_notify(user, assignment),
            "enter": rules.may_enter(user, assignment),
            "withdraw": rules.may_withdraw(user, assignment),
            "sign": rules.may_sign_for(user, assignment),
        },
    }
    return render(request, "inspections/assignment/detail.html", context)


def notice_new(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _seen(request, pk)
    demand(rules.may_notify(request.user, assignment))
    return form_page(
        request,
        NoticeForm(bound(request)),
        do=lambda values: notice_services.issue_notice(assignment, actor=request.user, **values),
        title=_("Issue the inspection notice"),
        label=_("Issue and deliver"),
        back=assignment,
        done=_("The notice was issued and is in the unit's inbox."),
        template="inspections/notice/form.html",
        assignment=assignment,
    )


@require_POST
def notice_sign(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _seen(request, pk)
    notice_services.sign_for(assignment, actor=request.user)
    messages.success(request, _("You signed for the notice."))
    return redirect(assignment)


def notice_list(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        rows=selectors.notices_for_list(request.user),
        table=NoticeTable,
        filters=NoticeFilter,
        title=_("Inspection notices"),
        empty_title=_("No inspection notice is here"),
        empty_text=_("A notice stands here from the day the office issues it."),
    )


def assignment_enter(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _seen(request, pk)
    demand(rules.may_enter(request.user, assignment))
    return form_page(
        request,
        EntryForm(bound(request)),
        do=lambda values: services.enter(assignment, actor=request.user, **values),
        title=_("Record the entry"),
        label=_("Record the entry"),
        back=assignment,
        done=_("The team is on site."),
    )


def assignment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _seen(request, pk)
    demand(rules.may_withdraw(request.user, assignment))
    return form_page(
        request,
        DayForm(bound(request)),
        do=lambda values: services.withdraw(assignment, actor=request.user, **values),
        title=_("Record the withdrawal"),
        label=_("Record the withdrawal"),
        back=assignment,
        done=_("The team has left the unit."),
    )
