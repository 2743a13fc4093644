"""Items from a workbook: template, sending in, preview, marked copy, taking over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.verdicts import NotAllowed, demand
from rectification import forms
from rectification.models import PlanImport
from rectification.rules.plan import may_edit_plan
from rectification.services import importing
from rectification.views.answers import posted
from rectification.views.plan import working_on

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    plan = working_on(request, pk)
    form = forms.ImportForm(request.POST if posted(request) else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = importing.send_in(plan, form.cleaned_data["file"], actor=request.user)
        except NotAllowed as refusal:
            form.add_error("file", str(refusal.reason))
        else:
            return redirect(sent)
    context = {
        "plan": plan,
        "title": _("Items from a workbook"),
        "form": form,
        "verdict": may_edit_plan(request.user, plan),
    }
    status = 422 if form.errors else 200
    return render(request, "rectification/import.html", context, status=status)


@require_GET
def template(request: HttpRequest, pk: int) -> HttpResponse:
    plan = working_on(request, pk)
    demand(may_edit_plan(request.user, plan))
    return workbook(importing.template_workbook(plan), _("Rectification items, template"))


def sent_in(request: HttpRequest, plan_pk: int, pk: int) -> PlanImport:
    plan = working_on(request, plan_pk)
    return get_object_or_404(
        plan.imports.filter(uploaded_by=request.user.pk).select_related("plan__organization"),
        pk=pk,
    )


@require_GET
def preview(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """Row by row: what would be entered, and what stands in the way."""
    sent = sent_in(request, plan_pk, pk)
    context = {
        "sent": sent,
        "plan": sent.plan,
        "title": _("Check the workbook"),
        "reading": importing.read_import(sent),
    }
    return render(request, "rectification/import_preview.html", context)


@require_POST
def apply(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    sent = sent_in(request, plan_pk, pk)
    count = importing.apply_import(sent, actor=request.user)
    said = ngettext("%(count)s item was taken over.", "%(count)s items were taken over.", count)
    messages.success(request, said % {"count": count})
    return redirect(sent.plan)


@require_GET
def marked(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    sent = sent_in(request, plan_pk, pk)
    return workbook(importing.marked_workbook(sent), _("Rectification items, mistakes marked"))


def workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    response["X-Content-Type-Options"] = "nosniff"
    return response
