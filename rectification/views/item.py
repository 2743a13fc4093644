"""The page of an item, and what its unit does on it."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import steps
from rectification import forms
from rectification.models import (
    ItemEvidence,
    ItemMilestone,
    Measure,
    RectificationItem,
    RectificationPlan,
)
from rectification.rules import item as rules
from rectification.selectors import item as reading
from rectification.selectors.record import timeline
from rectification.services import extension as extending
from rectification.services import item as working
from rectification.services import review as reviewing
from rectification.states import ItemState
from rectification.views.answers import finish, told


def visible(request: HttpRequest) -> QuerySet[RectificationItem]:
    return RectificationItem.objects.visible_to(request.user).select_related(
        "organization",
        "body",
        "leader",
        "lead_unit",
        "clock__rule",
        "issue__aspect",
        "issue__focus_item",
        "plan__feedback",
        "plan__submitted_by",
        "plan__in_force_by",
        "started_by",
        "assignment",
    )


@require_GET
def item_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return item_page(request, get_object_or_404(visible(request), pk=pk))


def item_page(
    request: HttpRequest, item: RectificationItem, *, status: int = 200, **bound
) -> HttpResponse:
    """The whole page; ``bound`` are forms that were refused and come back as typed."""
    if item.state == ItemState.ASSIGNED:
        return redirect("rectification:item_edit", item.pk)
    past = reading.history(item, request.user)
    state = ItemState(item.state)
    context = {
        "item": item,
        "title": item.title,
        "past": past,
        "state_label": state.label_for_unit if past.reads_as_unit else state.label,
        "state_tone": state.tone_for_unit,
        "way": reading.way(past),
        "parts": reading.parts(past),
        "filled": sum(1 for text in item.parts.values() if text),
        "measures": item.measures.select_related("leader"),
        "milestones": item.milestones.all(),
        "columns": review_columns(request, past, bound.get("review")),
        "timeline": timeline(past),
        "responsibility": reading.responsibility(item),
        "deadline": reading.deadline(past),
        "listing": item.standing_listing,
        "may": verdicts(request, item),
        "forms": item_forms(item) | bound,
    }
    return render(request, "rectification/item_detail.html", context, status=status)


def verdicts(request: HttpRequest, item: RectificationItem) -> dict:
    user = request.user
    may = {
        "work": rules.may_work(user, item),
        "claim": rules.may_claim(user, item),
        "confirm": rules.may_confirm(user, item),
        "close": rules.may_close(user, item),
        "reopen": rules.may_reopen(user, item),
        "long_term": rules.may_make_long_term(user, item),
        "basically_done": rules.may_mark_basically_done(user, item),
        "list": rules.may_list(user, item),
        "unlist": rules.may_unlist(user, item),
        "route": rules.may_route(user, item),
        "extend": rules.may_request_extension(user, item),
        "decide": rules.may_decide_extension(user, item),
        "office": rules.only_office(user, item),
        "read_plan": RectificationPlan.objects.visible_to(user).filter(pk=item.plan_id).exists(),
    }
    return may | {"own": rules.of_unit(user, item)}


def item_forms(item: RectificationItem) -> dict:
    return {
        "progress": forms.ProgressForm(),
        "parts": forms.PartsForm(initial={**item.parts, "similar": item.similar_check}),
        "evidence": forms.EvidenceForm(item=item),
        "claim": forms.ClaimForm(),
        "decline": forms.ReasonForm(auto_id="decline_%s"),
        "extension": forms.ExtensionForm(auto_id="extension_%s"),
        "decision": forms.DecisionForm(auto_id="decision_%s"),
        "close": forms.ClosureForm(auto_id="close_%s"),
        "reopen": forms.ReopenForm(auto_id="reopen_%s"),
        "long_term": forms.MilestoneForm(auto_id="stage_%s"),
        "listing": forms.ListingForm(item=item, auto_id="listing_%s"),
        "done": None,
        "route": forms.RoutingForm(initial={"parties": item.parties}, auto_id="route_%s"),
    }


def review_columns(request: HttpRequest, past, bound) -> list[dict]:
    """The three parties; the reader's own column holds the form."""
    columns = reading.columns(past)
    for column in columns:
        mine = bool(rules.may_review_item(request.user, past.item, column["code"]))
        column["mine"] = mine
        column["form"] = None
        if mine:
            sent = bound if bound is not None and bound.prefix == column["code"] else None
            column["form"] = sent or forms.ItemOpinionForm(prefix=column["code"])
    return columns


def working_on(request: HttpRequest, pk: int) -> RectificationItem:
    return get_object_or_404(visible(request), pk=pk)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    working.start_item(item, actor=request.user)
    return told(request, item, _("The item was started."))


@require_POST
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    return finish(
        request,
        item,
        forms.ProgressForm(request.POST),
        name="progress",
        deed=lambda sent: working.report_progress(item, **sent, actor=request.user),
        page=item_page,
        done=_("The progress was reported."),
    )


@require_POST
def parts(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    version = steps.posted_version(request)
    return finish(
        request,
        item,
        forms.PartsForm(request.POST),
        name="parts",
        deed=lambda sent: working.fill_parts(item, version=version, **sent, actor=request.user),
        page=item_page,
        done=_("The four parts were saved."),
    )


@require_POST
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    return finish(
        request,
        item,
        forms.EvidenceForm(request.POST, request.FILES, item=item),
        name="evidence",
        deed=lambda sent: working.add_evidence(item, sent.pop("file"), **sent, actor=request.user),
        page=item_page,
        done=_("The evidence was added."),
    )


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    return finish(
        request,
        item,
        forms.ClaimForm(request.POST),
        name="claim",
        deed=lambda sent: reviewing.claim_item(item, **sent, actor=request.user),
        page=item_page,
        done=_("Claimed done; the head is asked to sign."),
    )


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    reviewing.confirm_claim(item, actor=request.user)
    return told(request, item, _("Confirmed and sent to the joint review."))


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    return finish(
        request,
        item,
        forms.ReasonForm(request.POST, auto_id="decline_%s"),
        name="decline",
        deed=lambda sent: reviewing.decline_claim(item, **sent, actor=request.user),
        page=item_page,
        done=_("The claim was sent back."),
    )


@require_POST
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    return finish(
        request,
        item,
        forms.ExtensionForm(request.POST, auto_id="extension_%s"),
        name="extension",
        deed=lambda sent: extending.request_extension(item, **sent, actor=request.user),
        page=item_page,
        done=_("The extension was asked for."),
    )


def part_of_visible(request: HttpRequest, model, pk: int):
    """A measure, milestone or file of an item the reader may see."""
    return get_object_or_404(
        model.objects.filter(item__in=visible(request).values("pk")).select_related("item"),
        pk=pk,
    )


@require_POST
def measure_done(request: HttpRequest, pk: int) -> HttpResponse:
    measure = part_of_visible(request, Measure, pk)
    item = working_on(request, measure.item_id)
    return finish(
        request,
        item,
        forms.DoneForm(request.POST),
        name="done",
        deed=lambda sent: working.mark_measure_done(measure, **sent, actor=request.user),
        page=item_page,
        done=_("The measure is done."),
    )


@require_POST
def measure_back(request: HttpRequest, pk: int) -> HttpResponse:
    measure = part_of_visible(request, Measure, pk)
    working.take_back_measure(measure, actor=request.user)
    return told(request, measure.item, _("The measure is open again."))


@require_POST
def milestone_reached(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = part_of_visible(request, ItemMilestone, pk)
    item = working_on(request, milestone.item_id)
    return finish(
        request,
        item,
        forms.DoneForm(request.POST),
        name="done",
        deed=lambda sent: working.reach_milestone(
            milestone, reached_on=sent["done_on"], actor=request.user
        ),
        page=item_page,
        done=_("The milestone is reached."),
    )


@require_POST
def evidence_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = part_of_visible(request, ItemEvidence, pk)
    working.withdraw_evidence(found, actor=request.user)
    return told(request, found.item, _("The file was withdrawn from the evidence."))
