"""Totals known from earlier reports: listed apart, entered and removed by the office."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.listing import list_page, only_for
from accounts.roles import OFFICE
from accounts.scope import holds
from inspections.filters.round import HistoryFilter
from inspections.forms.history import HistoricalFigureForm
from inspections.models import HistoricalFigure
from inspections.models.plan import READERS
from inspections.selectors.plan import terms_of
from inspections.services import history as services
from inspections.tables.history import HistoryTable, KeptHistoryTable
from inspections.views.pages import bound, form_page


def history_list(request: HttpRequest) -> HttpResponse:
    only_for(request, *READERS)
    may_enter = holds(request.user, *OFFICE)
    return list_page(
        request,
        rows=HistoricalFigure.objects.visible_to(request.user).select_related("term"),
        table=KeptHistoryTable if may_enter else HistoryTable,
        filters=HistoryFilter,
        title=_("Historical totals"),
        template="inspections/round/history.html",
        may_enter=may_enter,
        empty_title=_("No total is kept"),
        empty_text=_("Totals of earlier reports stand here, apart from what is counted live."),
    )


def history_new(request: HttpRequest) -> HttpResponse:
    if not holds(request.user, *OFFICE):
        raise Http404
    return form_page(
        request,
        HistoricalFigureForm(bound(request), terms=terms_of(request.user)),
        do=lambda values: services.keep_figure(
            body=values["term"].body, actor=request.user, **values
        ),
        title=_("Enter a historical total"),
        label=_("Enter the total"),
        back=reverse("inspections:history_list"),
        parent=_("Historical totals"),
        done=_("The total is kept."),
    )


@require_POST
def history_remove(request: HttpRequest, pk: int) -> HttpResponse:
    figure = get_object_or_404(HistoricalFigure.objects.visible_to(request.user), pk=pk)
    services.remove_figure(figure, actor=request.user)
    messages.success(request, _("The total was removed."))
    return redirect("inspections:history_list")
