"""Team meetings, and the filing of a withdrawn team's records."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.listing import list_page, only_for
from accounts.roles import OFFICE, TEAM
from accounts.scope import holds
from accounts.verdicts import NotAllowed, demand
from inspections.filters.paper import MeetingFilter
from inspections.forms.paper import MeetingForm
from inspections.models import Assignment, TeamMeeting
from inspections.rules import paper as rules
from inspections.selectors import fieldwork as fieldwork_selectors
from inspections.selectors import paper as selectors
from inspections.services import paper as services
from inspections.tables.paper import FilingTable, MeetingTable


def meeting_list(request: HttpRequest) -> HttpResponse:
    only_for(request, *TEAM)
    return list_page(
        request,
        rows=selectors.meetings_for_list(request.user),
        table=MeetingTable,
        filters=MeetingFilter,
        title=_("Team meetings"),
        template="inspections/paper/meetings.html",
        export=False,
        assignments=fieldwork_selectors.open_assignments(request.user, *rules.MEETING_WRITERS),
        empty_title=_("No team meeting is recorded"),
        empty_text=_("Papers and reports are confirmed in a meeting of the team."),
    )


def meeting_new(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    demand(rules.may_hold_meeting(request.user, assignment))
    form = MeetingForm(request.POST or None, request.FILES or None, assignment=assignment)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = services.hold_meeting(assignment, actor=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The meeting is recorded."))
            return redirect(meeting)
    context = {"form": form, "assignment": assignment}
    return render(request, "inspections/paper/meeting_form.html", context)


def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = TeamMeeting.objects.visible_to(request.user).select_related("team", "file")
    meeting = get_object_or_404(rows, pk=pk)
    return render(
        request,
        "inspections/paper/meeting.html",
        {
            "meeting": meeting,
            "attendees": meeting.attendees.all(),
            "papers": selectors.papers_for_list(request.user).filter(meeting=meeting),
        },
    )


def filing_list(request: HttpRequest) -> HttpResponse:
    if not holds(request.user, *OFFICE):
        raise Http404
    everything = selectors.assignments_to_file(request.user)
    waiting = selectors.waiting_filing(request.user)
    is_waiting = request.GET.get("view") == "waiting"
    return list_page(
        request,
        rows=waiting if is_waiting else everything,
        table=FilingTable,
        filters=None,
        title=_("Filing of team records"),
        views=[
            {
                "label": _("All withdrawn"),
                "url": "?",
                "count": everything.count(),
                "current": not is_waiting,
            },
            {
                "label": _("To be filed"),
                "url": "?view=waiting",
                "count": waiting.count(),
                "current": is_waiting,
            },
        ],
        empty_title=_("No team has withdrawn yet"),
        empty_text=_("After a team has withdrawn its papers and records are filed here."),
    )


def filing_detail(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(selectors.assignments_to_file(request.user), pk=pk)
    return render(
        request,
        "inspections/paper/filing.html",
        {
            "assignment": assignment,
            "may_file": rules.may_file_records(request.user, assignment),
            "papers": selectors.papers_for_list(request.user).filter(assignment=assignment),
        },
    )


@require_POST
def file_records(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    papers, activities = services.file_records(assignment, actor=request.user)
    messages.success(
        request,
        _("Filed: %(papers)s papers, %(activities)s records of work on site.")
        % {"papers": papers, "activities": activities},
    )
    return redirect("inspections:filing_detail", assignment.pk)
