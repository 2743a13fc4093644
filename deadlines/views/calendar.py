from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts import steps
from accounts.verdicts import NotAllowed, demand
from accounts.workbook import CONTENT_TYPE
from deadlines import dates, rules, selectors, yearlist
from deadlines.forms import DayForm, YearListForm
from deadlines.models import Workday
from deadlines.services import calendar as services

SALT = "deadlines.yearlist"
PREVIEW_LASTS = 2 * 60 * 60


@require_GET
def current(request: HttpRequest) -> HttpResponse:
    return redirect("deadlines:calendar_year", year=dates.today().year)


@require_GET
def year(request: HttpRequest, year: int) -> HttpResponse:
    _exists(year)
    context = {
        "title": _("Working calendar %(year)s") % {"year": year},
        "year": selectors.year_or_unlisted(year),
        "months": selectors.months_of(year),
        "holidays": selectors.holidays_of(year),
        "before": year - 1,
        "after": year + 1,
        "may_keep": rules.may_keep_calendar(request.user),
    }
    return render(request, "deadlines/calendar.html", context)


def day(request: HttpRequest, day: date) -> HttpResponse:
    _exists(day.year)
    demand(rules.may_keep_calendar(request.user))
    listed = Workday.objects.filter(date=day).first()
    row = listed or Workday(date=day, is_working=day.weekday() < dates.SATURDAY, version=0)
    initial = {"is_working": "1" if row.is_working else "0", "name": row.name}
    form = DayForm(_posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        moved = services.set_day(
            day,
            version=steps.posted_version(request),
            actor=request.user,
            **form.cleaned_data,
        )
        messages.success(request, _moved(moved))
        return redirect("deadlines:calendar_year", year=day.year)
    context = {"form": form, "day": day, "row": row, "title": f"{day:%Y-%m-%d}"}
    return render(request, "deadlines/day.html", context, status=_status(form))


@require_POST
def confirm(request: HttpRequest, year: int) -> HttpResponse:
    _exists(year)
    moved = services.confirm_year(year, version=steps.posted_version(request), actor=request.user)
    messages.success(request, _moved(moved))
    return redirect("deadlines:calendar_year", year=year)


def import_list(request: HttpRequest) -> HttpResponse:
    """Take a workbook and show what it would change; nothing is saved before it is confirmed."""
    demand(rules.may_keep_calendar(request.user))
    form = YearListForm(
        _posted(request), request.FILES or None, initial={"year": dates.today().year + 1}
    )
    if request.method == "POST" and form.is_valid():
        try:
            raw = yearlist.read(form.cleaned_data["upload"])
        except NotAllowed as refusal:
            form.add_error("upload", str(refusal.reason))
        else:
            return _preview(request, form.cleaned_data["year"], raw)
    context = {"form": form, "title": _("Import a yearly list")}
    return render(request, "deadlines/import.html", context, status=_status(form))


@require_POST
def import_confirm(request: HttpRequest) -> HttpResponse:
    demand(rules.may_keep_calendar(request.user))
    sent = _sent_list(request)
    rows = yearlist.check(sent["year"], sent["rows"])
    days = [row.day for row in rows if row.day is not None]
    if len(days) != len(rows):
        raise NotAllowed(_("Put the marked rows right first; nothing was imported."))
    moved = services.import_year(sent["year"], days, version=sent["version"], actor=request.user)
    messages.success(request, _moved(moved))
    return redirect("deadlines:calendar_year", year=sent["year"])


@require_POST
def import_marked(request: HttpRequest) -> HttpResponse:
    """The list as it was sent, with what is wrong written beside each row."""
    demand(rules.may_keep_calendar(request.user))
    sent = _sent_list(request)
    rows = yearlist.check(sent["year"], sent["rows"])
    return _workbook(yearlist.marked(rows), _("calendar-%(year)s-marked") % {"year": sent["year"]})


@require_GET
def import_template(request: HttpRequest) -> HttpResponse:
    demand(rules.may_keep_calendar(request.user))
    year = dates.today().year + 1
    return _workbook(yearlist.template(year), _("calendar-%(year)s") % {"year": year})


def _preview(request: HttpRequest, year: int, raw: list[yearlist.Raw]) -> HttpResponse:
    rows = yearlist.check(year, raw)
    row = selectors.year_or_unlisted(year)
    wrong = sum(bool(checked.errors) for checked in rows)
    sent = {"year": year, "version": row.version, "rows": raw}
    context = {
        "title": _("Preview of the list of %(year)s") % {"year": year},
        "year": row,
        "rows": rows,
        "wrong": wrong,
        "dropped": selectors.dropped_by(year, rows),
        "sent": signing.dumps(sent, salt=SALT, compress=True),
    }
    return render(request, "deadlines/preview.html", context, status=422 if wrong else 200)


def _sent_list(request: HttpRequest) -> dict[str, Any]:
    """The list of the preview, as we signed it."""
    try:
        sent: dict[str, Any] = signing.loads(
            request.POST.get("sent", ""), salt=SALT, max_age=PREVIEW_LASTS
        )
    except signing.BadSignature:
        raise NotAllowed(_("The preview has lapsed. Send the workbook once more.")) from None
    return sent


def _workbook(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, f"{name}.xlsx")
    return HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"Content-Disposition": str(disposition)}
    )


def _exists(year: int) -> None:
    if not 1990 <= year <= 2200:
        raise Http404


def _moved(count: int) -> str:
    if count == 0:
        return _("Saved. No running deadline moved.")
    return ngettext(
        "Saved. %(count)d running deadline was computed anew.",
        "Saved. %(count)d running deadlines were computed anew.",
        count,
    ) % {"count": count}


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _status(form: Any) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200
