"""A round from its opening to its end, as the office declares it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import journal, notices, steps
from accounts.models import Organization, User
from accounts.roles import LEADING, OFFICE
from accounts.scope import holders
from accounts.verdicts import NotAllowed, demand
from inspections.models import Assignment, InspectionPlan, PlanRound, Round, RoundTarget, Term
from inspections.rules import plan as plan_rules
from inspections.rules import round as rules
from inspections.states.round import ROUND_STEPS, InspectionKind, RoundState, next_stage

PROPOSED = gettext_noop("“%(round)s” waits for the leading group's approval.")
APPROVED = gettext_noop("“%(round)s” was approved; its teams can be formed.")
CANCELLED = gettext_noop("“%(round)s” was called off.")


@transaction.atomic
def open_planned_round(
    planned: PlanRound, *, name: str, kind: str, targets_per_team: int, station_from: date,
    station_to: date, actor: User,
) -> Round:  # fmt: skip
    """Open the round that the plan foresees and take over its targets; the group is told."""
    plan = InspectionPlan.objects.select_for_update(of=("self",)).get(pk=planned.plan_id)
    demand(rules.may_open_planned(actor, plan, planned))
    _check_dates(station_from, station_to)
    round_ = Round.objects.create(
        body=plan.body,
        plan=plan,
        plan_round=planned,
        term=plan.term,
        number=planned.number,
        name=name,
        kind=kind,
        targets_per_team=targets_per_team,
        station_from=station_from,
        station_to=station_to,
        opened_by=actor,
    )
    RoundTarget.objects.bulk_create(
        RoundTarget(
            round=round_,
            organization_id=target.organization_id,
            plan_target=target,
            kind=kind if kind == InspectionKind.SPECIAL else InspectionKind.REGULAR,
        )
        for target in planned.targets.all()
    )
    _say_opened(round_, actor)
    return round_


@transaction.atomic
def open_round(
    term: Term, *, number: int, name: str, kind: str, targets_per_team: int, station_from: date,
    station_to: date, actor: User,
) -> Round:  # fmt: skip
    """Open a round outside the plan, such as a mobile one; its targets are added one by one."""
    demand(plan_rules.is_office(actor, term.body))
    _check_dates(station_from, station_to)
    same = Round.objects.filter(term=term, number=number).exclude(state=RoundState.CANCELLED)
    if same.exists():
        raise NotAllowed(_("Round %(number)s is open already.") % {"number": number})
    round_ = Round.objects.create(
        body=term.body,
        term=term,
        number=number,
        name=name,
        kind=kind,
        targets_per_team=targets_per_team,
        station_from=station_from,
        station_to=station_to,
        opened_by=actor,
    )
    _say_opened(round_, actor)
    return round_


def _check_dates(station_from: date, station_to: date) -> None:
    if station_to < station_from:
        raise NotAllowed(_("The last day on site lies before the first."))


def _say_opened(round_: Round, actor: User) -> None:
    journal.record(actor=actor, verb="round.opened", subject=round_, targets=round_.targets.count())
    _tell(round_, PROPOSED, *LEADING)


@transaction.atomic
def add_round_target(
    round_: Round, *, organization: Organization, kind: str, subject: str = "",
    earlier: Assignment | None = None, actor: User,
) -> RoundTarget:  # fmt: skip
    """Take one more organisation into the round; kinds may differ within it (YN-14, HLJ-10)."""
    demand(rules.may_change_round(actor, steps.lock(round_)))
    if round_.targets.filter(organization=organization).exists():
        raise NotAllowed(_("%(target)s is in this round already.") % {"target": organization})
    check_kind(organization, kind=kind, subject=subject, earlier=earlier)
    target = RoundTarget.objects.create(
        round=round_, organization=organization, kind=kind, subject=subject.strip(), earlier=earlier
    )
    journal.record(
        actor=actor, verb="round_target.added", subject=round_, organization=organization.pk
    )
    return target


@transaction.atomic
def change_kind(
    target: RoundTarget, *, kind: str, subject: str = "", earlier: Assignment | None = None,
    actor: User,
) -> None:  # fmt: skip
    """Inspect this target in another way than the round at large; its assignment follows."""
    demand(rules.may_change_round(actor, target.round))
    check_kind(target.organization, kind=kind, subject=subject, earlier=earlier)
    journal.record(
        actor=actor, verb="round_target.edited", subject=target, before=target.kind, after=kind
    )
    target.kind, target.subject, target.earlier = kind, subject.strip(), earlier
    target.save(update_fields=["kind", "subject", "earlier"])
    Assignment.objects.filter(target=target).update(kind=kind)


def check_kind(
    organization: Organization, *, kind: str, subject: str, earlier: Assignment | None
) -> None:
    """Raises ``NotAllowed`` when the kind lacks what it needs (HLJ-10)."""
    if kind == InspectionKind.MOBILE and not subject.strip():
        raise NotAllowed(_("A mobile inspection names the person, matter or issue it is about."))
    if kind == InspectionKind.REINSPECTION and earlier is None:
        raise NotAllowed(_("A re-inspection names the inspection it looks back on."))
    if earlier is not None and earlier.organization_id != organization.pk:
        raise NotAllowed(_("The earlier inspection was of another organisation."))


@transaction.atomic
def approve_round(round_: Round, *, actor: User) -> None:
    """The leading group approves the proposal; the office is told."""
    demand(rules.may_approve_round(actor, steps.lock(round_)))
    steps.move(round_, RoundState.APPROVED, steps=ROUND_STEPS, actor=actor)
    _tell(round_, APPROVED, *OFFICE)


@transaction.atomic
def declare_stage(round_: Round, *, seen: str, reason: str = "", actor: User) -> None:
    """Move the round to the next stage; ``seen`` is the stage the reader saw it in.

    ``reason`` makes up for what some target lacks, and is kept with the move.
    """
    reason = reason.strip()
    fresh = steps.lock(round_)
    demand(rules.may_declare_stage(actor, fresh, reason=reason))
    following = next_stage(seen)
    if following is None:
        raise NotAllowed(_("The round has reached its end."))
    if fresh.state != seen:
        raise NotAllowed(
            _("The round is already in “%(state)s”.") % {"state": fresh.get_state_display()}
        )
    steps.move(round_, following, steps=ROUND_STEPS, actor=actor, note=reason)


@transaction.atomic
def cancel_round(round_: Round, *, reason: str, actor: User) -> None:
    """Call the round off, with the reason; its planned round can be opened anew."""
    demand(rules.may_cancel_round(actor, steps.lock(round_)))
    if not reason.strip():
        raise NotAllowed(_("Say why the round is called off."))
    steps.move(round_, RoundState.CANCELLED, steps=ROUND_STEPS, actor=actor, note=reason.strip())
    _tell(round_, CANCELLED, *LEADING)


def _tell(round_: Round, title: str, *roles: str) -> None:
    notices.queue(
        to=holders(*roles, organization=round_.body),
        title=title,
        about=round_,
        url=round_.get_absolute_url(),
        round=round_.name,
    )
