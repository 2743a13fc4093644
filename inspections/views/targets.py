"""Pages of a plan's targets: list, workbook, spreading, one target."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import keys
from accounts.listing import list_page
from accounts.verdicts import NotAllowed, demand
from inspections.filters.plan import PlanTargetFilter
from inspections.forms.plan import MoveForm, SpreadForm, TargetForm, WorkbookForm
from inspections.models import InspectionPlan, PlanTarget, TargetImport
from inspections.rules import plan as rules
from inspections.selectors import plan as selectors
from inspections.services import target_import, target_workbook
from inspections.services import targets as services
from inspections.tables.plan import PlanTargetTable
from inspections.views.pages import bound, form_page


def _plan(request: HttpRequest, pk: int) -> InspectionPlan:
    plans = InspectionPlan.objects.visible_to(request.user)
    return get_object_or_404(plans.select_related("term", "body"), pk=pk)


def plan_targets(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    return list_page(
        request,
        rows=selectors.targets_for_list(request.user).filter(plan=plan),
        table=PlanTargetTable,
        filters=PlanTargetFilter,
        title=_("Targets of the plan"),
        template="inspections/plan/targets.html",
        plan=plan,
        may_edit=rules.may_edit_plan(request.user, plan),
        empty_title=_("The plan lists no targets yet"),
        empty_text=_("Bring them in by workbook, or enter them one by one."),
    )


def target_new(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    demand(rules.may_edit_plan(request.user, plan))
    return form_page(
        request,
        TargetForm(bound(request), plan=plan),
        do=lambda values: services.list_target(plan, actor=request.user, **values),
        title=_("Enter a target"),
        label=_("Put on the plan"),
        back=reverse("inspections:plan_targets", args=[plan.pk]),
        parent=_("Targets of the plan"),
        done=_("The target is on the plan."),
    )


def plan_target(request: HttpRequest, pk: int) -> HttpResponse:
    """One target: its particulars, its moves, and the form that moves it."""
    target = get_object_or_404(selectors.targets_for_list(request.user), pk=pk)
    if request.method == "POST":
        demand(rules.may_edit_plan(request.user, target.plan))
    seen_in = keys.read(request.POST.get("seen_in", ""))
    return form_page(
        request,
        MoveForm(bound(request), plan=target.plan),
        do=lambda values: services.move_target(
            target, seen_in=seen_in, actor=request.user, **values
        ),
        title=str(target),
        label=_("Move the target"),
        back=reverse("inspections:plan_target", args=[target.pk]),
        done=_("The target was moved."),
        template="inspections/plan/target.html",
        target=target,
        moves=target.moves.select_related("moved_by"),
        may_edit=rules.may_edit_plan(request.user, target.plan),
    )


@require_POST
def target_remove(request: HttpRequest, pk: int) -> HttpResponse:
    target = get_object_or_404(PlanTarget.objects.visible_to(request.user), pk=pk)
    services.remove_target(target, actor=request.user)
    messages.success(request, _("%(target)s is off the plan.") % {"target": target})
    return redirect("inspections:plan_targets", pk=target.plan_id)


def plan_spread(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    demand(rules.may_edit_plan(request.user, plan))
    return form_page(
        request,
        SpreadForm(bound(request), plan=plan),
        do=lambda values: services.spread_targets(plan, actor=request.user, **values),
        title=_("Spread the targets over the rounds"),
        label=_("Spread"),
        back=plan,
        done=_("Every target has its round."),
        note=_("Targets that have a round already may get another; opened rounds stay."),
    )


@require_GET
def plan_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty workbook to fill in."""
    plan = _plan(request, pk)
    demand(rules.may_edit_plan(request.user, plan))
    return _workbook(target_workbook.template(plan), _("Targets template"))


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=target_workbook.XLSX)
    response.headers["Content-Disposition"] = _attachment(f"{name}.xlsx")
    return response


def _attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def plan_import(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    demand(rules.may_edit_plan(request.user, plan))
    return form_page(
        request,
        WorkbookForm(bound(request), request.FILES or None),
        do=lambda values: target_import.upload_targets(plan, actor=request.user, **values),
        title=_("Import targets"),
        label=_("Look at the rows"),
        back=reverse("inspections:plan_targets", args=[plan.pk]),
        parent=_("Targets of the plan"),
        to=lambda made: reverse("inspections:import_preview", args=[made.pk]),
        template="inspections/plan/import.html",
        plan=plan,
    )


def _import(request: HttpRequest, pk: int) -> TargetImport:
    rows = TargetImport.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("plan__body", "plan__term", "file"), pk=pk)


@require_GET
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    looked_at = _import(request, pk)
    try:
        preview = target_import.preview(looked_at)
    except NotAllowed as refusal:
        return render(
            request,
            "inspections/plan/preview.html",
            {"import_": looked_at, "plan": looked_at.plan, "refusal": refusal.reason},
        )
    context = {
        "import_": looked_at,
        "plan": looked_at.plan,
        "rows": preview.rows,
        "counts": preview.counts,
        "verdict": rules.may_edit_plan(request.user, looked_at.plan) and preview.verdict,
    }
    return render(request, "inspections/plan/preview.html", context)


@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    looked_at = _import(request, pk)
    counts = target_import.confirm_import(looked_at, actor=request.user)
    messages.success(
        request,
        _("%(new)s targets are new, %(update)s were brought up to date, %(same)s stayed the same.")
        % counts,
    )
    return redirect("inspections:plan_targets", pk=looked_at.plan_id)


@require_GET
def import_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The sent workbook with the reasons in its cells."""
    looked_at = _import(request, pk)
    return _workbook(target_import.marked_workbook(looked_at), _("Targets, to correct"))
