"""Feedback of a superior: recorded by form, filled by import, taken over."""

from io import BytesIO

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.spreadsheet import Line
from accounts.steps import posted_version
from accounts.verdicts import NotAllowed, demand
from inspections.forms.feedback import ImportForm, ReceivedForm, ReceivedIssueForm
from inspections.forms.feedback_import import (
    Preview,
    check,
    marked,
    read,
    template,
)
from inspections.forms.paper import focus_items_for
from inspections.models import Feedback
from inspections.rules import feedback as rules
from inspections.services import feedback as feedback_services
from inspections.services import received as services
from inspections.states.feedback import Direction

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 10 * 1024 * 1024
DAY = 24 * 60 * 60


def received_new(request: HttpRequest) -> HttpResponse:
    if not rules.may_record_any(request.user):
        raise Http404
    form = ReceivedForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            feedback = services.record_received(actor=request.user, **form.sent())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("Recorded. Add its aspects and issues, or import them."))
            return redirect(feedback)
    context = {"form": form, "feedback": None}
    return render(request, "inspections/feedback/received_form.html", context)


def received_edit(request: HttpRequest, pk: int) -> HttpResponse:
    feedback = _received(request, pk)
    form = ReceivedForm(
        request.POST or None, instance=Feedback.objects.get(pk=feedback.pk), user=request.user
    )
    if request.method == "POST" and form.is_valid():
        values = form.sent()
        for fixed in ("body", "organization"):
            values.pop(fixed)
        feedback_services.save_feedback(
            feedback, version=posted_version(request), actor=request.user, **values
        )
        messages.success(request, _("Saved."))
        return redirect(feedback)
    context = {"form": form, "feedback": feedback}
    return render(request, "inspections/feedback/received_form.html", context)


def received_issue_new(request: HttpRequest, pk: int) -> HttpResponse:
    feedback = _received(request, pk)
    form = ReceivedIssueForm(
        request.POST or None, feedback=feedback, focus_items=focus_items_for(feedback.body)
    )
    if request.method == "POST" and form.is_valid():
        services.add_received_issue(feedback, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The issue is added."))
        return redirect(feedback)
    context = {"form": form, "feedback": feedback}
    return render(request, "inspections/feedback/issue_form.html", context)


def received_import(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Upload, look at every row, then import all of them or none.

    The rows that were looked at come back sealed with the confirmation, so that exactly these are
    imported; they are checked again, because the feedback may have changed meanwhile.
    """
    feedback = _received(request, pk)
    if request.method == "POST" and request.POST.get("sealed"):
        return _confirmed(request, feedback)
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"feedback": feedback, "form": form, "preview": None}
    if request.method == "POST" and form.is_valid():
        try:
            lines = _lines(form.cleaned_data["upload"])
        except NotAllowed as problem:
            form.add_error("upload", str(problem.reason))
        else:
            context |= {"preview": _checked(feedback, lines), "sealed": _seal(feedback, lines)}
    return render(request, "inspections/feedback/import.html", context)


def import_template(request: HttpRequest, pk: int) -> HttpResponseBase:
    _received(request, pk)
    return _workbook(template(), _("feedback template"))


def _confirmed(request: HttpRequest, feedback: Feedback) -> HttpResponseBase:
    try:
        lines = signing.loads(request.POST["sealed"], salt=_salt(feedback), max_age=DAY)
    except signing.BadSignature as problem:
        raise NotAllowed(_("The preview is out of date; upload the workbook again.")) from problem
    preview = _checked(feedback, lines)
    if request.POST.get("deed") == "marked":
        return _workbook(marked(preview), _("feedback marked"))
    if preview.faulty:
        raise NotAllowed(_("Some rows are faulty; nothing was imported."))
    rows = [row.entry() for row in preview.rows]
    aspects, issues = services.import_issues(feedback, actor=request.user, rows=rows)
    messages.success(
        request,
        _("The feedback now holds %(aspects)s aspects and %(issues)s issues.")
        % {"aspects": aspects, "issues": issues},
    )
    return redirect(feedback)


def _lines(upload: UploadedFile) -> list[Line]:
    if upload.size and upload.size > LARGEST:
        raise NotAllowed(_("The workbook is larger than 10 MB."))
    return read(upload.file)


def _checked(feedback: Feedback, lines: list[Line]) -> Preview:
    return check(
        lines,
        focus_items=list(focus_items_for(feedback.body)),
        known_texts=set(feedback.issues.values_list("text", flat=True)),
    )


def _seal(feedback: Feedback, lines: list[Line]) -> str:
    return signing.dumps(lines, salt=_salt(feedback), compress=True)


def _salt(feedback: Feedback) -> str:
    return f"inspections.received.{feedback.pk}"


def _workbook(content: bytes, name: str) -> HttpResponseBase:
    return FileResponse(
        BytesIO(content), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX
    )


@require_POST
def received_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    feedback = get_object_or_404(Feedback.objects.visible_to(request.user), pk=pk)
    services.take_over(feedback, actor=request.user)
    messages.success(request, _("Taken over; the organization can decompose it."))
    return redirect(feedback)


def _received(request: HttpRequest, pk: int) -> Feedback:
    """A received feedback that the reader may still fill."""
    seen = Feedback.objects.visible_to(request.user).filter(direction=Direction.RECEIVED)
    feedback = get_object_or_404(seen, pk=pk)
    demand(rules.may_edit_feedback(request.user, feedback))
    return feedback
