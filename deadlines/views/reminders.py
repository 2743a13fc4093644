from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import steps
from accounts.listing import list_page
from accounts.verdicts import NotAllowed, StaleEdit, demand
from deadlines import rules, selectors
from deadlines.filters import ReminderFilter
from deadlines.forms import RungForm
from deadlines.models import Rung
from deadlines.services import ladder
from deadlines.tables import ReminderTable, RungTable


def reminder_list(request: HttpRequest) -> HttpResponse:
    """What the reader was reminded of: where a digest leads."""
    return list_page(
        request,
        rows=selectors.reminders_of(request.user),
        table=ReminderTable,
        filters=ReminderFilter,
        title=_("Reminders to me"),
        template="deadlines/reminders.html",
    )


def rungs(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        rows=Rung.objects.all(),
        table=RungTable,
        filters=None,
        title=_("Reminder steps"),
        template="deadlines/rungs.html",
        may_keep=rules.may_keep_calendar(request.user),
    )


def add_rung(request: HttpRequest) -> HttpResponse:
    demand(rules.may_keep_calendar(request.user))
    form = RungForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            ladder.add_rung(actor=request.user, **form.values())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The step was added."))
            return redirect("deadlines:rungs")
    return _form_page(request, form, _("Add a reminder step"), None)


def edit_rung(request: HttpRequest, pk: int) -> HttpResponse:
    rung = get_object_or_404(Rung, pk=pk)
    demand(rules.may_keep_calendar(request.user))
    initial = {
        **RungForm.initial_of(rung.offset),
        "unit": rung.unit,
        "audiences": rung.audiences,
        "is_active": rung.is_active,
    }
    form = RungForm(_posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            ladder.edit_rung(
                rung,
                version=steps.posted_version(request),
                actor=request.user,
                **form.values(),
            )
        except StaleEdit:
            raise
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The step was changed."))
            return redirect("deadlines:rungs")
    return _form_page(request, form, str(rung), rung)


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form_page(request: HttpRequest, form: Any, title: str, rung: Rung | None) -> HttpResponse:
    context = {"form": form, "title": title, "rung": rung}
    wrong = form.is_bound and bool(form.errors)
    return render(request, "deadlines/rung.html", context, status=422 if wrong else 200)
