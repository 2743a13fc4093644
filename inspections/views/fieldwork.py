"""Pages of the work on site."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.listing import list_page, only_for
from accounts.models import Organization
from accounts.roles import OFFICE, TEAM
from accounts.scope import holds, organizations
from accounts.steps import posted_version
from accounts.verdicts import NotAllowed
from inspections.filters.fieldwork import ActivityFilter
from inspections.forms.fieldwork import ActivityForm, MethodForm
from inspections.forms.opinion import posted
from inspections.models import Activity, Assignment, Method
from inspections.rules import fieldwork as rules
from inspections.selectors import fieldwork as selectors
from inspections.services import fieldwork as services
from inspections.tables.fieldwork import ActivityTable


def activity_list(request: HttpRequest) -> HttpResponse:
    only_for(request, *OFFICE, *TEAM)
    return list_page(
        request,
        rows=selectors.activities_for_list(request.user),
        table=ActivityTable,
        filters=ActivityFilter,
        title=_("Work on site"),
        template="inspections/fieldwork/list.html",
        assignments=selectors.stationed_assignments(request.user),
        empty_title=_("Nothing is recorded yet"),
        empty_text=_("Records of the work on site can be read here once they are filed.")
        if holds(request.user, *OFFICE)
        else _("The team records its talks, files and visits while it is stationed there."),
    )


def activity_new(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    verdict = rules.may_record_activity(request.user, assignment)
    if not verdict:
        raise NotAllowed(verdict.reason)
    form = ActivityForm(request.POST or None, request.FILES or None, assignment=assignment)
    if request.method == "POST" and form.is_valid():
        try:
            activity = services.record_activity(assignment, actor=request.user, **form.sent())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(
                request, _("Recorded as no. %(number)s.") % {"number": activity.number}
            )
            return redirect(activity)
    return _form_page(request, form, assignment, _("Record work on site"))


def activity_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Activity.objects.visible_to(request.user).select_related(
        "method", "team", "organization", "assignment__round", "created_by"
    )
    activity = get_object_or_404(rows, pk=pk)
    return render(
        request,
        "inspections/fieldwork/detail.html",
        {
            "activity": activity,
            "handlers": activity.handlers.select_related("person"),
            "files": activity.files.select_related("file"),
            "quantities": selectors.quantities_of(activity),
            "may_change": rules.may_change_activity(request.user, activity),
        },
    )


def activity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    activity = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
    verdict = rules.may_change_activity(request.user, activity)
    if not verdict:
        raise NotAllowed(verdict.reason)
    form = ActivityForm(
        request.POST or None,
        request.FILES or None,
        instance=Activity.objects.get(pk=activity.pk),
        assignment=activity.assignment,
    )
    if request.method == "POST" and form.is_valid():
        services.change_activity(
            activity, version=posted_version(request), actor=request.user, **form.sent()
        )
        messages.success(request, _("Saved."))
        return redirect(activity)
    return _form_page(request, form, activity.assignment, _("Change the record"), activity=activity)


def fieldwork_table(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Assignment.objects.visible_to(request.user).filter(
        pk__in=selectors.assignments_with_fieldwork(request.user)
    )
    assignment = get_object_or_404(rows.select_related("organization", "team", "round"), pk=pk)
    return render(
        request,
        "inspections/fieldwork/table.html",
        {
            "assignment": assignment,
            "table": selectors.fieldwork_table(assignment, request.user),
            "may_record": rules.may_record_activity(request.user, assignment),
        },
    )


def method_list(request: HttpRequest) -> HttpResponse:
    body = _own_body(request)
    return render(
        request,
        "inspections/fieldwork/methods.html",
        {"methods": Method.objects.offered_to(body), "form": MethodForm(), "body": body},
    )


@require_POST
def method_add(request: HttpRequest) -> HttpResponse:
    body = _own_body(request)
    name = posted(MethodForm(request.POST))["name"]
    services.add_method(actor=request.user, body=body, name=name)
    messages.success(request, _("“%(name)s” can be used from now on.") % {"name": name})
    return redirect("inspections:method_list")


def _form_page(
    request: HttpRequest,
    form: ActivityForm,
    assignment: Assignment,
    title: str,
    activity: Activity | None = None,
) -> HttpResponse:
    context = {"form": form, "assignment": assignment, "title": title, "activity": activity}
    return render(request, "inspections/fieldwork/form.html", context)


def _own_body(request: HttpRequest) -> Organization:
    """The body whose office the reader works in; nobody else has a list of methods to keep."""
    rows = Organization.objects.filter(pk__in=organizations(request.user, *OFFICE))
    body = rows.order_by("pk").first()
    if body is None:
        raise Http404
    return body
