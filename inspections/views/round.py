"""Pages of the rounds: list, record, targets and teams, comparison."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts import keys
from accounts.listing import only_for, waiting_page
from accounts.roles import TEAM
from accounts.verdicts import demand
from inspections.filters.round import RoundFilter
from inspections.forms.plan import ReasonForm
from inspections.forms.round import (
    KindForm,
    RoundForm,
    RoundTargetForm,
    StageReasonForm,
    TeamsForm,
    UnplannedRoundForm,
)
from inspections.models import InspectionPlan, PlanRound, Round, RoundTarget, Team
from inspections.models.plan import READERS
from inspections.rules import round as rules
from inspections.selectors import round as selectors
from inspections.services import round as services
from inspections.services import team as team_services
from inspections.states.round import next_stage
from inspections.tables.round import RoundTable
from inspections.views.pages import bound, form_page


def round_list(request: HttpRequest) -> HttpResponse:
    only_for(request, *READERS, *TEAM)
    return waiting_page(
        request,
        everything=selectors.rounds_for_list(request.user),
        waiting=selectors.waiting_rounds(request.user),
        table=RoundTable,
        filters=RoundFilter,
        title=_("Rounds"),
        template="inspections/round/list.html",
        may_open=rules.may_open_round(request.user),
        empty_title=_("No round is here"),
        empty_text=_("A round is opened from the plan; a team sees it while it is authorised."),
    )


def _seen(request: HttpRequest, pk: int) -> Round:
    rounds = Round.objects.visible_to(request.user)
    return get_object_or_404(rounds.select_related("term", "body", "plan"), pk=pk)


def round_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the round that the plan foresees."""
    plans = InspectionPlan.objects.visible_to(request.user)
    planned = get_object_or_404(
        PlanRound.objects.filter(plan__in=plans).select_related("plan__body", "plan__term"), pk=pk
    )
    demand(rules.may_open_planned(request.user, planned.plan, planned))
    return form_page(
        request,
        RoundForm(bound(request)),
        do=lambda values: services.open_planned_round(planned, actor=request.user, **values),
        title=_("Open round %(number)s") % {"number": planned.number},
        label=_("Open the round"),
        back=planned.plan,
        to=lambda made: made.get_absolute_url(),
        done=_("The round is open with the targets of the plan; the leading group was told."),
        note=ngettext(
            "%(count)s target of the plan is taken over.",
            "%(count)s targets of the plan are taken over.",
            count := planned.targets.count(),
        )
        % {"count": count},
    )


def round_new(request: HttpRequest) -> HttpResponse:
    """Open a round that the plan does not foresee, such as a mobile one."""
    demand(rules.may_open_round(request.user))
    return form_page(
        request,
        UnplannedRoundForm(bound(request), user=request.user),
        do=lambda values: services.open_round(actor=request.user, **values),
        title=_("Open a round outside the plan"),
        label=_("Open the round"),
        back=reverse("inspections:round_list"),
        parent=_("Rounds"),
        to=lambda made: made.get_absolute_url(),
        done=_("The round is open; add its targets."),
    )


def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _seen(request, pk)
    user = request.user
    targets = list(selectors.targets_of(round_, user))
    following = next_stage(round_.state)
    context = {
        "round": round_,
        "steps": selectors.stage_bar(round_),
        "targets": targets,
        "assignments": selectors.assignments_for_list(user).filter(round=round_),
        "teams": selectors.teams_for_list(user).filter(round=round_),
        "free": sum(not hasattr(target, "assignment") for target in targets),
        "following": following.label if following else "",
        "entries": selectors.record_of_round(round_),
        "deeds": {
            "approve": rules.may_approve_round(user, round_),
            "stage": rules.may_declare_stage(user, round_),
            "excuse": rules.may_excuse_stage(user, round_),
            "cancel": rules.may_cancel_round(user, round_),
            "change": rules.may_change_round(user, round_),
        },
    }
    return render(request, "inspections/round/detail.html", context)


@require_POST
def round_approve(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _seen(request, pk)
    services.approve_round(round_, actor=request.user)
    messages.success(request, _("The round is approved; the office forms its teams."))
    return redirect(round_)


@require_POST
def round_stage(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _seen(request, pk)
    services.declare_stage(round_, seen=request.POST.get("seen", ""), actor=request.user)
    messages.success(
        request, _("The round is in “%(state)s” now.") % {"state": round_.get_state_display()}
    )
    return redirect(round_)


def round_excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare the next stage although some target is not that far, with the reason."""
    round_ = _seen(request, pk)
    demand(rules.may_excuse_stage(request.user, round_))
    following = next_stage(round_.state)
    return form_page(
        request,
        StageReasonForm(bound(request), initial={"seen": round_.state}),
        do=lambda values: services.declare_stage(round_, actor=request.user, **values),
        title=_("Declare “%(stage)s” with a reason")
        % {"stage": following.label if following else ""},
        label=_("Declare the stage"),
        back=round_,
        done=_("The stage was declared; the reason is kept with it."),
        note=rules.may_declare_stage(request.user, round_).reason,
    )


def round_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _seen(request, pk)
    demand(rules.may_cancel_round(request.user, round_))
    return form_page(
        request,
        ReasonForm(bound(request)),
        do=lambda values: services.cancel_round(round_, actor=request.user, **values),
        title=_("Call the round off"),
        label=_("Call off"),
        back=round_,
        done=_("The round was called off."),
        note=_("“%(round)s” ends here; the planned round can be opened again.") % {"round": round_},
    )


def round_teams(request: HttpRequest, pk: int) -> HttpResponse:
    """Forming teams and giving them their targets."""
    round_ = _seen(request, pk)
    demand(rules.may_change_round(request.user, round_))
    return form_page(
        request,
        TeamsForm(bound(request)),
        do=lambda values: team_services.form_teams(round_, actor=request.user, **values),
        title=_("Teams and targets"),
        label=_("Form the teams"),
        back=reverse("inspections:round_teams", args=[round_.pk]),
        done=_("The teams are formed."),
        template="inspections/round/teams.html",
        round=round_,
        teams=selectors.teams_for_list(request.user).filter(round=round_),
        targets=selectors.targets_of(round_, request.user),
    )


@require_POST
def round_distribute(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _seen(request, pk)
    left = team_services.distribute(round_, actor=request.user)
    if left:
        messages.warning(
            request,
            _("%(left)s targets found no team: form more teams, or give a reason for one more.")
            % {"left": left},
        )
    else:
        messages.success(request, _("Every target has its team."))
    return redirect("inspections:round_teams", pk=round_.pk)


def _target(request: HttpRequest, pk: int) -> RoundTarget:
    rows = RoundTarget.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("round__body", "organization"), pk=pk)


@require_POST
def target_place(request: HttpRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    teams = Team.objects.visible_to(request.user).filter(round=target.round_id)
    team = get_object_or_404(teams, pk=keys.read(request.POST.get("team", "")))
    team_services.place_target(
        target, team, reason=request.POST.get("reason", ""), actor=request.user
    )
    messages.success(request, _("%(team)s inspects %(target)s.") % {"team": team, "target": target})
    return redirect("inspections:round_teams", pk=target.round_id)


def round_target_new(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _seen(request, pk)
    demand(rules.may_change_round(request.user, round_))
    return form_page(
        request,
        RoundTargetForm(bound(request), round_=round_, user=request.user),
        do=lambda values: services.add_round_target(round_, actor=request.user, **values),
        title=_("Add a target to the round"),
        label=_("Add the target"),
        back=round_,
        done=_("The target is in the round."),
    )


def round_target(request: HttpRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    demand(rules.may_change_round(request.user, target.round))
    initial = {"kind": target.kind, "subject": target.subject, "earlier": target.earlier_id}
    return form_page(
        request,
        KindForm(
            bound(request),
            round_=target.round,
            user=request.user,
            organization=target.organization,
            initial=initial,
        ),
        do=lambda values: services.change_kind(target, actor=request.user, **values),
        title=_("How %(target)s is inspected") % {"target": target},
        label=_("Save"),
        back=target.round,
    )


def round_compare(request: HttpRequest) -> HttpResponse:
    """Two rounds side by side; totals from history say so (YN-22)."""
    only_for(request, *READERS, *TEAM)
    keys = {str(key): key for key in selectors.comparable_rounds(request.user)}
    latest = list(keys)[:2]
    after = keys.get(request.GET.get("after", latest[0] if latest else ""))
    before = keys.get(request.GET.get("before", latest[-1] if latest else ""))
    context = {
        "title": _("Compare two rounds"),
        "keys": keys.values(),
        "before": before,
        "after": after,
        "lines": selectors.compare(request.user, before, after) if before and after else [],
    }
    return render(request, "inspections/round/compare.html", context)
