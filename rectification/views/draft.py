"""Drawing up a plan, page by page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import steps
from inspections.models import Feedback
from rectification import forms
from rectification.models import ItemMilestone, Measure, PlannedIssue, RectificationItem
from rectification.rules import plan as rules
from rectification.services import drafting
from rectification.views.answers import finish, posted, told
from rectification.views.plan import plan_page, working_on
from rectification.views.plan import visible as visible_plans


@require_POST
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    feedback = get_object_or_404(Feedback.objects.visible_to(request.user), pk=pk)
    plan = drafting.open_plan(feedback, actor=request.user)
    return told(request, plan, _("The draft was opened with the wording of every issue."))


@require_POST
def text(request: HttpRequest, pk: int) -> HttpResponse:
    plan = working_on(request, pk)
    version = steps.posted_version(request)
    return finish(
        request,
        plan,
        forms.PlanTextForm(request.POST),
        name="text",
        deed=lambda sent: drafting.edit_plan_text(
            plan, version=version, **sent, actor=request.user
        ),
        page=plan_page,
        done=_("The text of the plan was saved."),
    )


@require_http_methods(["GET", "POST"])
def wording(request: HttpRequest, pk: int) -> HttpResponse:
    """The wording of one issue in the plan, beside the original."""
    planned = get_object_or_404(
        PlannedIssue.objects.filter(plan__in=visible_plans(request).values("pk")).select_related(
            "plan__organization", "issue"
        ),
        pk=pk,
    )
    plan = planned.plan
    form = forms.WordingForm(
        request.POST if posted(request) else None, initial={"wording": planned.wording}
    )
    if request.method == "POST" and form.is_valid():
        drafting.set_wording(planned, form.cleaned_data["wording"], actor=request.user)
        return told(request, plan, _("The wording was saved."))
    context = {
        "plan": plan,
        "planned": planned,
        "title": _("Wording of issue %(number)s") % {"number": planned.issue.number},
        "form": form,
        "verdict": rules.may_edit_plan(request.user, plan),
    }
    status = 422 if form.errors else 200
    return render(request, "rectification/wording.html", context, status=status)


@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, pk: int) -> HttpResponse:
    plan = working_on(request, pk)
    initial = {"issue": request.GET.get("issue"), "lead_unit": plan.organization_id}
    form = forms.ItemForm(request.POST if posted(request) else None, plan=plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        item = drafting.add_item(
            plan, drafting.ItemContent(**form.cleaned_data), actor=request.user
        )
        return redirect("rectification:item_edit", item.pk)
    context = {
        "plan": plan,
        "item": None,
        "title": _("New item"),
        "form": form,
        "verdict": rules.may_edit_plan(request.user, plan),
    }
    return render(
        request, "rectification/item_form.html", context, status=422 if form.errors else 200
    )


def drafted(request: HttpRequest, pk: int) -> RectificationItem:
    """An item of a draft the reader may see; in the ledger it has a page of its own."""
    return get_object_or_404(
        RectificationItem.objects.filter(
            plan__in=visible_plans(request).values("pk")
        ).select_related("plan__organization", "plan__feedback", "issue"),
        pk=pk,
    )


@require_http_methods(["GET", "POST"])
def edit_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = drafted(request, pk)
    if request.method == "GET":
        return edit_page(request, item)
    version = steps.posted_version(request)
    form = forms.ItemForm(request.POST, plan=item.plan)
    if form.is_valid():
        drafting.edit_item(
            item,
            drafting.ItemContent(**form.cleaned_data),
            version=version,
            actor=request.user,
        )
        return told(request, item.plan, _("The item was saved."))
    return edit_page(request, item, status=422, item_form=form)


def edit_page(
    request: HttpRequest, item: RectificationItem, *, status: int = 200, **bound
) -> HttpResponse:
    plan = item.plan
    given = {
        "item_form": forms.ItemForm(plan=plan, initial=forms.initial_of(item)),
        "measure": forms.MeasureForm(plan=plan, auto_id="measure_%s"),
        "milestone": forms.MilestoneForm(auto_id="milestone_%s"),
    } | bound
    context = {
        "plan": plan,
        "item": item,
        "title": item.title,
        "form": given["item_form"],
        "measure_form": given["measure"],
        "milestone_form": given["milestone"],
        "measures": item.measures.select_related("leader"),
        "milestones": item.milestones.all(),
        "verdict": rules.may_edit_plan(request.user, plan),
    }
    return render(request, "rectification/item_form.html", context, status=status)


@require_POST
def remove_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = drafted(request, pk)
    plan = item.plan
    drafting.remove_item(item, actor=request.user)
    return told(request, plan, _("The item was removed."))


@require_POST
def add_measure(request: HttpRequest, pk: int) -> HttpResponse:
    item = drafted(request, pk)
    return finish(
        request,
        item,
        forms.MeasureForm(request.POST, plan=item.plan, auto_id="measure_%s"),
        name="measure",
        deed=lambda sent: drafting.add_measure(item, **sent, actor=request.user),
        page=edit_page,
        done=_("The measure was added."),
    )


@require_POST
def remove_measure(request: HttpRequest, pk: int) -> HttpResponse:
    measure = part_of_draft(request, Measure, pk)
    drafting.remove_measure(measure, actor=request.user)
    return told(request, measure.item, _("The measure was removed."))


@require_POST
def add_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    item = drafted(request, pk)
    return finish(
        request,
        item,
        forms.MilestoneForm(request.POST, auto_id="milestone_%s"),
        name="milestone",
        deed=lambda sent: drafting.add_milestone(item, **sent, actor=request.user),
        page=edit_page,
        done=_("The milestone was added."),
    )


@require_POST
def remove_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = part_of_draft(request, ItemMilestone, pk)
    drafting.remove_milestone(milestone, actor=request.user)
    return told(request, milestone.item, _("The milestone was removed."))


def part_of_draft(request: HttpRequest, model, pk: int):
    plans = visible_plans(request).values("pk")
    return get_object_or_404(
        model.objects.filter(item__plan__in=plans).select_related("item__plan"), pk=pk
    )
