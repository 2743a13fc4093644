"""A plan through its meetings: drawn up, submitted, passed, adopted, issued, revised."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import files, journal, notices, steps
from accounts.models import Organization, StoredFile, User
from accounts.roles import LEADING, OFFICE, Role
from accounts.scope import holders
from accounts.verdicts import NotAllowed, demand
from inspections.models import (
    InspectionPlan,
    PlanApproval,
    PlanQuota,
    PlanRound,
    PlanTarget,
    Term,
)
from inspections.rules import plan as rules
from inspections.states.plan import PLAN_STEPS, PlanDeed, PlanState

Quotas = Mapping[tuple[str, str], int]

SUBMITTED = gettext_noop("“%(plan)s” waits for the leading group.")
PASSED = gettext_noop("“%(plan)s” waits for the standing committee.")
ADOPTED = gettext_noop("“%(plan)s” was adopted and can be issued.")
RETURNED = gettext_noop("“%(plan)s” was returned to the office.")


@transaction.atomic
def add_term(*, body: Organization, actor: User, **fields: Any) -> Term:
    demand(rules.is_office(actor, body))
    if Term.objects.filter(body=body, number=fields["number"]).exists():
        raise NotAllowed(_("This term has been entered already."))
    term = Term.objects.create(body=body, **fields)
    journal.record(actor=actor, verb="term.added", subject=term)
    return term


@transaction.atomic
def draw_up_plan(
    *, term: Term, title: str, first_year: int, last_year: int, rounds_per_year: int,
    targets_per_round: int, tolerance_percent: int, quotas: Quotas, actor: User,
) -> InspectionPlan:  # fmt: skip
    """Draft the first edition of a term's plan, with its quotas and its empty rounds."""
    demand(rules.is_office(actor, term.body))
    if InspectionPlan.objects.filter(term=term).exists():
        raise NotAllowed(_("This term has a plan already; revise that one."))
    plan = InspectionPlan.objects.create(
        body=term.body,
        term=term,
        title=title,
        first_year=first_year,
        last_year=last_year,
        rounds_per_year=rounds_per_year,
        targets_per_round=targets_per_round,
        tolerance_percent=tolerance_percent,
        created_by=actor,
    )
    _set_quotas(plan, quotas)
    PlanRound.objects.bulk_create(
        PlanRound(plan=plan, number=number, year=_year_of(plan, number))
        for number in range(1, plan.round_count + 1)
    )
    journal.record(actor=actor, verb="plan.drawn_up", subject=plan, edition=plan.edition)
    return plan


def _year_of(plan: InspectionPlan, number: int) -> int:
    return plan.first_year + (number - 1) // plan.rounds_per_year


def _set_quotas(plan: InspectionPlan, quotas: Quotas) -> None:
    plan.quotas.all().delete()
    PlanQuota.objects.bulk_create(
        PlanQuota(plan=plan, coverage_class=coverage, category=category, expected=expected)
        for (coverage, category), expected in quotas.items()
        if expected
    )


@transaction.atomic
def change_plan(
    plan: InspectionPlan, *, version: int, quotas: Quotas, actor: User, **changes: object
) -> None:
    """Change the title, the sizes and the quotas of a draft; its years and rounds stay."""
    demand(rules.may_edit_plan(actor, plan))
    steps.edit(plan, version=version, actor=actor, **changes)
    _set_quotas(plan, quotas)


@transaction.atomic
def submit_plan(plan: InspectionPlan, *, actor: User) -> None:
    """Put the draft before the leading group; its members are told."""
    demand(rules.may_submit_plan(actor, plan))
    steps.move(plan, PlanState.UNDER_REVIEW, steps=PLAN_STEPS, actor=actor)
    PlanApproval.objects.create(plan=plan, step=PlanDeed.SUBMITTED, decided_by=actor)
    _tell(plan, SUBMITTED, *LEADING)


@transaction.atomic
def pass_plan(
    plan: InspectionPlan, *, held_on: date, minutes: UploadedFile, note: str, actor: User
) -> None:
    """Record that the leading group passed the plan, with its minutes; the committee is told."""
    demand(rules.may_pass_plan(actor, plan))
    kept = _minutes(minutes, held_on, actor)
    steps.move(plan, PlanState.GROUP_PASSED, steps=PLAN_STEPS, actor=actor)
    _record(plan, PlanDeed.LEADING_GROUP, held_on, kept, note, actor)
    _tell(plan, PASSED, Role.COMMITTEE_LEADER)


@transaction.atomic
def adopt_plan(
    plan: InspectionPlan, *, held_on: date, minutes: UploadedFile, note: str, actor: User
) -> None:
    """Record that the standing committee adopted the plan, with its minutes; the office is told."""
    demand(rules.may_adopt_plan(actor, plan))
    passed = plan.approvals.filter(step=PlanDeed.LEADING_GROUP).last()
    if passed is not None and passed.held_on is not None and held_on < passed.held_on:
        raise NotAllowed(_("The committee meets after the leading group, not before it."))
    kept = _minutes(minutes, held_on, actor)
    steps.move(plan, PlanState.ADOPTED, steps=PLAN_STEPS, actor=actor)
    _record(plan, PlanDeed.COMMITTEE, held_on, kept, note, actor)
    _tell(plan, ADOPTED, *OFFICE)


@transaction.atomic
def return_plan(plan: InspectionPlan, *, note: str, actor: User) -> None:
    """Send the plan back to the office for correction, with the reason."""
    demand(rules.may_return_plan(actor, plan))
    if not note.strip():
        raise NotAllowed(_("Say why the plan is returned."))
    steps.move(plan, PlanState.DRAFT, steps=PLAN_STEPS, actor=actor, note=note)
    PlanApproval.objects.create(
        plan=plan, step=PlanDeed.RETURNED, decided_by=actor, note=note.strip()
    )
    _tell(plan, RETURNED, *OFFICE)


@transaction.atomic
def issue_plan(plan: InspectionPlan, *, number: str, actor: User) -> None:
    """Put the plan in force under its document number; the edition before it is replaced."""
    demand(rules.may_issue_plan(actor, plan))
    if not number.strip():
        raise NotAllowed(_("Give the document number of the issue."))
    before = InspectionPlan.objects.filter(term=plan.term_id, state=PlanState.IN_FORCE).first()
    if before is not None:
        steps.move(before, PlanState.SUPERSEDED, steps=PLAN_STEPS, actor=actor)
    steps.move(
        plan,
        PlanState.IN_FORCE,
        steps=PLAN_STEPS,
        actor=actor,
        issue_number=number.strip(),
        issued_at=timezone.now(),
    )
    PlanApproval.objects.create(
        plan=plan, step=PlanDeed.ISSUED, decided_by=actor, note=number.strip()
    )


@transaction.atomic
def revise_plan(plan: InspectionPlan, *, actor: User) -> InspectionPlan:
    """Begin the next edition as a copy; the one in force stays so until the new one is issued.

    The plan is locked first: of two who revise it at once one begins, the other is told.
    """
    plan = InspectionPlan.objects.select_for_update().get(pk=plan.pk)
    demand(rules.may_revise_plan(actor, plan))
    revised = InspectionPlan.objects.create(
        body=plan.body,
        term=plan.term,
        title=plan.title,
        first_year=plan.first_year,
        last_year=plan.last_year,
        edition=plan.edition + 1,
        supersedes=plan,
        rounds_per_year=plan.rounds_per_year,
        targets_per_round=plan.targets_per_round,
        tolerance_percent=plan.tolerance_percent,
        created_by=actor,
    )
    _copy_contents(plan, revised)
    journal.record(actor=actor, verb="plan.revised", subject=revised, edition=revised.edition)
    return revised


def _copy_contents(plan: InspectionPlan, revised: InspectionPlan) -> None:
    _set_quotas(
        revised,
        {(quota.coverage_class, quota.category): quota.expected for quota in plan.quotas.all()},
    )
    PlanRound.objects.bulk_create(
        PlanRound(plan=revised, number=row.number, year=row.year, theme=row.theme)
        for row in plan.plan_rounds.all()
    )
    rounds = {row.number: row for row in revised.plan_rounds.all()}
    PlanTarget.objects.bulk_create(
        PlanTarget(
            plan=revised,
            organization_id=target.organization_id,
            category=target.category,
            coverage_class=target.coverage_class,
            tag=target.tag,
            plan_round=rounds[target.plan_round.number] if target.plan_round else None,
        )
        for target in plan.targets.select_related("plan_round")
    )


@transaction.atomic
def complete_plan(plan: InspectionPlan, *, actor: User) -> None:
    """Close the plan once every target of it has been covered (YN-01)."""
    demand(rules.may_complete_plan(actor, plan))
    steps.move(plan, PlanState.COMPLETED, steps=PLAN_STEPS, actor=actor)


def _minutes(minutes: UploadedFile, held_on: date, actor: User) -> StoredFile:
    if held_on > timezone.localdate():
        raise NotAllowed(_("The meeting has not been held yet."))
    return files.store(minutes, actor=actor)


def _record(
    plan: InspectionPlan, step: PlanDeed, held_on: date, minutes: StoredFile, note: str, actor: User
) -> None:
    PlanApproval.objects.create(
        plan=plan, step=step, held_on=held_on, minutes=minutes, note=note, decided_by=actor
    )


def _tell(plan: InspectionPlan, title: str, *roles: str) -> None:
    notices.queue(
        to=holders(*roles, organization=plan.body),
        title=title,
        about=plan,
        url=plan.get_absolute_url(),
        plan=plan.title,
    )
