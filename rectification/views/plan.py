"""Plans: the list, the page on which one is compared and judged, its steps."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.listing import list_page, tabs
from deadlines.lights import light_for, with_extensions
from rectification import forms
from rectification.filters import PlanFilter
from rectification.models import RectificationPlan
from rectification.rules import plan as rules
from rectification.rules.coverage import check_plan
from rectification.selectors import plan as reading
from rectification.selectors.side import reads_as_unit
from rectification.services import plan as planning
from rectification.tables import PlanTable
from rectification.views.answers import finish, told
from rectification.views.parties import columns, known_party


def visible(request: HttpRequest) -> QuerySet[RectificationPlan]:
    return RectificationPlan.objects.visible_to(request.user).select_related(
        "organization", "body", "feedback", "clock__rule", "assignment", "submitted_by", "document"
    )


def working_on(request: HttpRequest, pk: int) -> RectificationPlan:
    return get_object_or_404(visible(request), pk=pk)


@require_http_methods(["GET", "POST"])
def plan_list(request: HttpRequest) -> HttpResponse:
    rows = visible(request)
    views = {
        "": (_("All plans"), rows),
        "waiting": (_("Waiting for me"), rows.waiting_for(request.user)),
    }
    return list_page(
        request,
        rows=with_extensions(rows),
        table=PlanTable,
        filters=PlanFilter,
        title=_("Rectification plans"),
        views=tabs(views, request.GET.get("view", "")),
        empty_title=_("No plan yet"),
        empty_text=_("A plan appears here once a unit has submitted it."),
    )


@require_GET
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return plan_page(request, working_on(request, pk))


def plan_page(
    request: HttpRequest, plan: RectificationPlan, *, status: int = 200, **bound
) -> HttpResponse:
    """A draft is worked on, a sent plan compared and judged; both show the same comparison."""
    check = check_plan(plan)
    own = rules.of_unit(request.user, plan)
    context = {
        "plan": plan,
        "title": _("Rectification plan of %(unit)s") % {"unit": plan.organization.name},
        "check": check,
        "counts": reading.decomposition(plan),
        "light": light_for(plan.clock) if plan.clock else None,
        "own": own,
        "editions": plan.feedback.plans.exclude(pk=plan.pk)
        .filter(pk__in=visible(request).values("pk"))
        .order_by("number"),
        "columns": columns(
            plan.reviews,
            told_all=bool(plan.approved_at or plan.returned_at) or not reads_as_unit(request.user),
            mine=lambda party: bool(rules.may_review_plan(request.user, plan, party)),
            bound=bound.get("review"),
            refusal=check.refusal,
        ),
        "may": {
            "edit": rules.may_edit_plan(request.user, plan),
            "submit": rules.may_submit_plan(request.user, plan, check),
            "take_up": rules.may_take_up_plan(request.user, plan),
            "in_force": rules.may_put_in_force(request.user, plan),
            "office": rules.of_office(request.user, plan),
        },
        "forms": plan_forms(plan) | bound,
    }
    template = (
        "rectification/plan_draft.html" if plan.is_draft else "rectification/plan_detail.html"
    )
    return render(request, template, context, status=status)


def plan_forms(plan: RectificationPlan) -> dict:
    text = {name: getattr(plan, name) for name in ("principles", "leadership", "safeguards")}
    return {
        "return": forms.ReasonForm(auto_id="return_%s"),
        "text": forms.PlanTextForm(initial=text),
    }


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = working_on(request, pk)
    planning.submit_plan(plan, actor=request.user)
    return told(request, plan, _("The plan was submitted."))


@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    plan = working_on(request, pk)
    planning.take_up_plan(plan, actor=request.user)
    return told(request, plan, _("The joint review is open; the three parties were told."))


@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    plan = working_on(request, pk)
    return finish(
        request,
        plan,
        forms.ReasonForm(request.POST, auto_id="return_%s"),
        name="return",
        deed=lambda sent: planning.return_plan(plan, **sent, actor=request.user),
        page=plan_page,
        done=_("The plan was returned."),
    )


@require_POST
def review(request: HttpRequest, pk: int, party: str) -> HttpResponse:
    plan = working_on(request, pk)
    asked = known_party(party)
    form = forms.OpinionForm(request.POST, prefix=party)
    return finish(
        request,
        plan,
        form,
        name="review",
        deed=lambda sent: planning.review_plan(
            plan, asked, passed=form.passed, opinion=sent["opinion"], actor=request.user
        ),
        page=plan_page,
        done=_("The opinion was given."),
    )


@require_POST
def in_force(request: HttpRequest, pk: int) -> HttpResponse:
    plan = working_on(request, pk)
    planning.put_in_force(plan, actor=request.user)
    return told(request, plan, _("The plan is in force; its document is being set."))


@require_GET
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What the unit keeps as proof: number, time, person, fingerprint."""
    plan = get_object_or_404(visible(request).exclude(submitted_at=None), pk=pk)
    context = {
        "plan": plan,
        "title": _("Receipt"),
        "counts": reading.decomposition(plan),
        "unchanged": plan.submitted_hash == reading.seal(plan),
        "qr": reading.qr_path(f"{plan.receipt_number} {plan.submitted_hash}"),
    }
    return render(request, "rectification/plan_receipt.html", context)
