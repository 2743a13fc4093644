"""Pages of the named readers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.listing import waiting_page
from accounts.verdicts import demand
from inspections.forms.grant import NamedReaderForm
from inspections.models import Assignment, NamedGrant
from inspections.rules import grant as rules
from inspections.selectors import grant as selectors
from inspections.services import grant as services
from inspections.tables.grant import GrantTable
from inspections.views.pages import bound, form_page


def grant_list(request: HttpRequest) -> HttpResponse:
    if not rules.keeps(request.user):
        raise Http404
    return waiting_page(
        request,
        everything=selectors.grants_for_list(request.user),
        waiting=selectors.waiting_grants(request.user),
        table=GrantTable,
        filters=None,
        title=_("Named readers"),
        empty_title=_("Nobody is named"),
        empty_text=_("Whoever reads an assignment by name and not by duty stands here."),
    )


def _seen(request: HttpRequest, pk: int) -> Assignment:
    rows = Assignment.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("body", "organization", "team", "round"), pk=pk)


@require_GET
def assignment_grants(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _seen(request, pk)
    user = request.user
    demand(rules.may_keep(user, assignment))
    grants = selectors.grants_for_list(user).filter(assignment=assignment)
    second = rules.may_be_second(user, assignment)
    context = {
        "assignment": assignment,
        "rows": [
            {
                "grant": grant,
                "confirm": second and rules.waits_for(user, grant),
                "revoke": rules.still_stands(grant),
            }
            for grant in grants
        ],
        "name": rules.may_name(user, assignment),
    }
    return render(request, "inspections/assignment/grants.html", context)


def grant_new(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _seen(request, pk)
    demand(rules.may_name(request.user, assignment))
    return form_page(
        request,
        NamedReaderForm(bound(request)),
        do=lambda values: services.name_reader(assignment, actor=request.user, **values),
        title=_("Name a reader"),
        label=_("Propose"),
        back=assignment,
        to=lambda made: made,
        done=_("It waits for a second person; until then nothing is seen."),
        note=_(
            "The person reads this assignment, its notice, filed papers, issued feedback and"
            " rectification; nothing in draft, and no lead."
        ),
    )


def _grant(request: HttpRequest, pk: int) -> NamedGrant:
    return get_object_or_404(selectors.grants_for_list(request.user), pk=pk)


@require_POST
def grant_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    grant = _grant(request, pk)
    services.confirm(grant, actor=request.user)
    messages.success(request, _("%(person)s may read it now.") % {"person": grant.person})
    return redirect(grant)


@require_POST
def grant_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    grant = _grant(request, pk)
    services.revoke(grant, actor=request.user)
    messages.success(
        request, _("%(person)s sees nothing of it any more.") % {"person": grant.person}
    )
    return redirect(grant)
