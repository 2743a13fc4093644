"""The ledger of leads by number, the record of openings, and the figures."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.listing import list_page, tabbed_page
from accounts.models import Organization
from accounts.roles import EXACT_LEAD_FIGURES, LEAD_TOTALS, Role
from accounts.scope import duties
from accounts.steps import posted_version
from accounts.verdicts import NotAllowed, demand
from leads import rules
from leads.filters import LeadFilter
from leads.forms import FigureForm
from leads.models import PeriodFigure
from leads.selectors import figures, listing, places
from leads.services.figures import correct_figures, enter_figures
from leads.tables import LeadTable, OpeningTable
from leads.views.guard import lead_page

VIEWS = {
    "": (pgettext_lazy("lead view", "All"), listing.leads_in_order),
    "waiting": (pgettext_lazy("lead view", "Waiting for me"), listing.waiting_leads),
    "called": (pgettext_lazy("lead view", "With the discipline side"), listing.leads_called_for),
    "overdue": (pgettext_lazy("lead view", "Overdue"), listing.leads_overdue),
    "no-opinion": (
        pgettext_lazy("lead view", "No opinion after the limit"),
        listing.leads_without_opinion,
    ),
}


@require_GET
@lead_page
def ledger(request: HttpRequest) -> HttpResponse:
    """Leads by number, for those for whom leads exist; nothing here can be exported."""
    if not listing.has_a_list(request.user):
        raise Http404
    return tabbed_page(
        request,
        views={name: (label, rows(request.user)) for name, (label, rows) in VIEWS.items()},
        table=LeadTable,
        filters=LeadFilter,
        title=_("Lead ledger"),
        template="leads/list.html",
        export=False,
        may_register=places.registers(request.user, Role.LEAD_CLERK, Role.TEAM_LEADER),
        empty_title=_("No leads here"),
        empty_text=_("Nothing in this view waits or runs."),
    )


@require_GET
@lead_page
def openings(request: HttpRequest) -> HttpResponse:
    """Who opened what, when and why."""
    if not listing.has_a_list(request.user):
        raise Http404
    return list_page(
        request,
        rows=listing.openings_for_list(request.user),
        table=OpeningTable,
        filters=None,
        title=_("Record of openings"),
        may_register=False,
        template="leads/list.html",
        export=False,
        empty_title=_("Nothing was opened"),
        empty_text=_("Every opening of a lead will stand here, the refused ones as well."),
    )


FIGURE_READERS = EXACT_LEAD_FIGURES | LEAD_TOTALS


@require_GET
@lead_page
def statistics(request: HttpRequest) -> HttpResponse:
    """The live figures as the reader may see them, and the tables of reported periods."""
    if not places.registers(request.user, *FIGURE_READERS):
        raise Http404
    context = {
        "counts": figures.lead_counts(request.user),
        "outcomes": figures.outcome_figures(request.user),
        "periods": figures.periods(request.user),
        "may_enter": _case_body(request) is not None,
    }
    return render(request, "leads/statistics.html", context)


def _case_body(request: HttpRequest) -> Organization | None:
    """The body for which the person enters figures."""
    held = duties(request.user).filter(role=Role.DISCIPLINE_CASE_MANAGER)
    return Organization.objects.filter(pk__in=held.values("organization_id")).order_by("pk").first()


@require_http_methods(["GET", "POST"])
@lead_page
def enter(request: HttpRequest) -> HttpResponse:
    """Enter the totals of one organ group for one period."""
    if not places.registers(request.user, *FIGURE_READERS):
        raise Http404
    body = _case_body(request)
    if body is None:
        raise NotAllowed(gettext_lazy("The discipline case manager enters these figures."))
    form = FigureForm(request.POST or None)
    if form.is_valid():
        try:
            enter_figures(actor=request.user, body=body, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Entered."))
            return redirect("leads:statistics")
    return _figure_page(request, form, None)


@require_http_methods(["GET", "POST"])
@lead_page
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PeriodFigure.objects.visible_to(request.user), pk=pk)
    demand(rules.may_enter_figures(request.user, row.body))
    form = FigureForm(request.POST or None, instance=PeriodFigure.objects.get(pk=row.pk))
    if form.is_valid():
        version = posted_version(request)
        try:
            correct_figures(row, actor=request.user, version=version, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Corrected."))
            return redirect("leads:statistics")
    return _figure_page(request, form, row)


def _figure_page(request: HttpRequest, form: FigureForm, row: PeriodFigure | None) -> HttpResponse:
    status = 409 if form.is_bound and form.non_field_errors() else 200
    return render(request, "leads/figures.html", {"form": form, "row": row}, status=status)
