"""Pages of the plan: list, record, its way through the meetings."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from accounts import steps
from accounts.listing import only_for, waiting_page
from accounts.models import Organization
from accounts.roles import OFFICE, TEAM
from accounts.scope import organizations
from accounts.verdicts import demand
from inspections.filters.plan import PlanFilter
from inspections.forms.plan import (
    IssueNumberForm,
    MeetingForm,
    NewPlanForm,
    PlanForm,
    ReasonForm,
    TermForm,
)
from inspections.models import InspectionPlan
from inspections.models.plan import READERS
from inspections.rules import balance
from inspections.rules import plan as rules
from inspections.rules import round as round_rules
from inspections.selectors import plan as selectors
from inspections.services import plan as services
from inspections.tables.plan import PlanTable
from inspections.views.pages import bound, form_page


def plan_list(request: HttpRequest) -> HttpResponse:
    only_for(request, *READERS, *TEAM)
    return waiting_page(
        request,
        everything=selectors.plans_for_list(request.user),
        waiting=selectors.waiting_plans(request.user),
        table=PlanTable,
        filters=PlanFilter,
        title=_("Inspection plans"),
        template="inspections/plan/list.html",
        may_draw_up=rules.may_draw_up(request.user),
        empty_title=_("No plan is here"),
        empty_text=_("The office draws the plan up; those who deliberate on it see it here."),
    )


def _seen(request: HttpRequest, pk: int) -> InspectionPlan:
    plans = InspectionPlan.objects.visible_to(request.user)
    return get_object_or_404(plans.select_related("term", "body", "supersedes"), pk=pk)


def _own_body(request: HttpRequest) -> Organization:
    return get_object_or_404(
        Organization.objects.bodies(), pk__in=organizations(request.user, *OFFICE)
    )


def term_new(request: HttpRequest) -> HttpResponse:
    body = _own_body(request)
    return form_page(
        request,
        TermForm(bound(request)),
        do=lambda values: services.add_term(body=body, actor=request.user, **values),
        title=_("Enter a term"),
        label=_("Enter the term"),
        back=reverse("inspections:plan_new"),
        parent=_("Draw up a plan"),
        done=_("The term was entered; draw up its plan."),
    )


def plan_new(request: HttpRequest) -> HttpResponse:
    _own_body(request)
    return form_page(
        request,
        NewPlanForm(bound(request), user=request.user),
        do=lambda values: services.draw_up_plan(actor=request.user, **values),
        title=_("Draw up a plan"),
        label=pgettext("round plan", "Draw up the plan"),
        back=reverse("inspections:plan_list"),
        parent=_("Inspection plans"),
        to=lambda plan: plan.get_absolute_url(),
        template="inspections/plan/form.html",
    )


def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _seen(request, pk)
    demand(rules.may_edit_plan(request.user, plan))
    initial = {
        name: getattr(plan, name) for name in ("title", "targets_per_round", "tolerance_percent")
    }
    return form_page(
        request,
        PlanForm(bound(request), plan=plan, initial=initial),
        do=lambda values: services.change_plan(
            plan, version=steps.posted_version(request), actor=request.user, **values
        ),
        title=_("Change the plan"),
        label=_("Save"),
        back=plan,
        template="inspections/plan/form.html",
        row=plan,
    )


def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _seen(request, pk)
    planned = balance.rounds_with_counts(plan)
    is_reader = plan.body_id in organizations(request.user, *READERS)
    counts, spread = balance.counts_balance(plan), balance.all_targets_spread(plan)
    context: dict[str, Any] = {
        "plan": plan,
        "steps": selectors.step_bar(plan),
        "split": selectors.split(plan),
        "totals": selectors.totals(plan),
        "counts": counts,
        "counts_agree": bool(counts),
        "spread": spread,
        "all_spread": bool(spread),
        "rounds": selectors.planned_rounds(plan, request.user),
        "years": balance.balance_over_years(planned),
        "uneven_percent": balance.UNEVEN_PERCENT,
        "coverage": selectors.coverage(plan),
        "tags": selectors.coverage_by_tag(plan),
        "moves": selectors.moves_of(plan, request.user),
        "entries": selectors.record_of(plan) if is_reader else None,
        "approvals": selectors.approvals_of(plan) if is_reader else [],
        "deeds": _deeds(request, plan),
    }
    return render(request, "inspections/plan/detail.html", context)


def _deeds(request: HttpRequest, plan: InspectionPlan) -> dict[str, object]:
    """The verdicts behind the buttons of this page."""
    user = request.user
    return {
        "edit": rules.may_edit_plan(user, plan),
        "submit": rules.may_submit_plan(user, plan),
        "pass_": rules.may_pass_plan(user, plan),
        "adopt": rules.may_adopt_plan(user, plan),
        "give_back": rules.may_return_plan(user, plan),
        "issue": rules.may_issue_plan(user, plan),
        "revise": rules.may_revise_plan(user, plan),
        "complete": rules.may_complete_plan(user, plan),
        "is_office": rules.is_office(user, plan.body),
        "open_round": round_rules.may_open_round(user),
    }


@require_POST
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _seen(request, pk)
    services.submit_plan(plan, actor=request.user)
    messages.success(request, _("The plan is before the leading group."))
    return redirect(plan)


def plan_pass(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _seen(request, pk)
    demand(rules.may_pass_plan(request.user, plan))
    return form_page(
        request,
        MeetingForm(bound(request), request.FILES or None),
        do=lambda values: services.pass_plan(plan, actor=request.user, **values),
        title=_("Record the leading group's meeting"),
        label=_("Pass the plan"),
        back=plan,
        done=_("The plan is before the standing committee."),
    )


def plan_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _seen(request, pk)
    demand(rules.may_adopt_plan(request.user, plan))
    return form_page(
        request,
        MeetingForm(bound(request), request.FILES or None),
        do=lambda values: services.adopt_plan(plan, actor=request.user, **values),
        title=_("Record the standing committee's meeting"),
        label=_("Adopt the plan"),
        back=plan,
        done=_("The plan is adopted; the office can issue it."),
    )


def plan_return(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _seen(request, pk)
    demand(rules.may_return_plan(request.user, plan))
    return form_page(
        request,
        ReasonForm(bound(request)),
        do=lambda values: services.return_plan(plan, note=values["reason"], actor=request.user),
        title=pgettext("round plan", "Return the plan"),
        label=_("Return to the office"),
        back=plan,
        done=_("The plan is with the office again."),
    )


def plan_issue(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _seen(request, pk)
    demand(rules.may_issue_plan(request.user, plan))
    return form_page(
        request,
        IssueNumberForm(bound(request)),
        do=lambda values: services.issue_plan(plan, actor=request.user, **values),
        title=_("Issue the plan"),
        label=pgettext("plan deed", "Issue"),
        back=plan,
        done=_("The plan is in force."),
    )


@require_POST
def plan_revise(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _seen(request, pk)
    revised = services.revise_plan(plan, actor=request.user)
    messages.success(
        request,
        _("Edition %(edition)s is a draft; this one stays in force until it is issued.")
        % {"edition": revised.edition},
    )
    return redirect(revised)


@require_POST
def plan_complete(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _seen(request, pk)
    services.complete_plan(plan, actor=request.user)
    messages.success(request, _("Every planned target is covered; the plan is completed."))
    return redirect(plan)
