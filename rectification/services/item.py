"""The unit's own work on an item: start, progress, measures, the four parts, evidence."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import files, journal, steps
from accounts.models import User
from accounts.verdicts import NotAllowed, demand
from deadlines import clocks
from rectification.models import (
    ItemEvidence,
    ItemMilestone,
    Measure,
    ProgressReport,
    RectificationItem,
)
from rectification.rules.item import after_feedback, may_work
from rectification.states import ITEM_STEPS, ClosurePart, EvidenceKind, ItemKind, ItemState


@transaction.atomic
def start_item(item: RectificationItem, *, actor: User) -> None:
    """Take up the work; a long-term item runs by its milestones from here on."""
    demand(may_work(actor, steps.lock(item)))
    begin(item, actor)


def begin(item: RectificationItem, actor: User) -> None:
    long_term = item.kind == ItemKind.LONG_TERM
    steps.move(
        item,
        ItemState.LONG_TERM if long_term else ItemState.IN_PROGRESS,
        steps=ITEM_STEPS,
        actor=actor,
        started_by=actor,
        started_at=timezone.now(),
    )


@transaction.atomic
def report_progress(
    item: RectificationItem, *, percent: int, text: str, actor: User
) -> ProgressReport:
    """Say how far an item has come; the first report also starts it."""
    fresh = steps.lock(item)
    demand(may_work(actor, fresh))
    if not 0 <= percent <= 100:
        raise NotAllowed(_("Progress is a whole number from 0 to 100."))
    if not text.strip():
        raise NotAllowed(_("Say what was done."))
    if fresh.state == ItemState.PLANNED:
        begin(item, actor)
    report = ProgressReport.objects.create(
        item=item,
        percent=percent,
        text=text.strip(),
        reported_by=actor,
        reported_at=timezone.now(),
    )
    journal.record(
        actor=actor, verb="rectification.progress_reported", subject=item, percent=percent
    )
    return report


@transaction.atomic
def mark_measure_done(measure: Measure, *, done_on: date, actor: User) -> None:
    demand(may_work(actor, steps.lock(measure.item)))
    if done_on > timezone.localdate():
        raise NotAllowed(_("A measure is done today at the latest."))
    demand(after_feedback(measure.item, done_on))
    measure.done_on, measure.done_by = done_on, actor
    measure.save(update_fields=["done_on", "done_by"])
    journal.record(
        actor=actor,
        verb="rectification.measure_done",
        subject=measure.item,
        number=measure.number,
        done_on=done_on.isoformat(),
    )


@transaction.atomic
def take_back_measure(measure: Measure, *, actor: User) -> None:
    """A measure marked done by mistake is open again."""
    demand(may_work(actor, steps.lock(measure.item)))
    measure.done_on = measure.done_by = None
    measure.save(update_fields=["done_on", "done_by"])
    journal.record(
        actor=actor,
        verb="rectification.measure_taken_back",
        subject=measure.item,
        number=measure.number,
    )


@transaction.atomic
def reach_milestone(milestone: ItemMilestone, *, reached_on: date, actor: User) -> None:
    """Mark a stage reached; the deadline of the item moves on to the next one."""
    item = steps.lock(milestone.item)
    demand(may_work(actor, item))
    if reached_on > timezone.localdate():
        raise NotAllowed(_("A milestone is reached today at the latest."))
    demand(after_feedback(item, reached_on))
    milestone.reached_on, milestone.reached_by = reached_on, actor
    milestone.save(update_fields=["reached_on", "reached_by"])
    following = item.milestones.filter(reached_on=None).first()
    if item.clock and item.clock.is_running:
        clocks.mark_long_term(
            item.clock, milestone_on=following.due_on if following else None, actor=actor
        )
    journal.record(
        actor=actor,
        verb="rectification.milestone_reached",
        subject=item,
        number=milestone.number,
    )


@transaction.atomic
def fill_parts(
    item: RectificationItem,
    *,
    version: int,
    actor: User,
    person: str,
    matter: str,
    cause: str,
    institution: str,
    similar: str,
) -> None:
    """Write the four parts (见人见事见因见制) and the look-for-similar check."""
    demand(may_work(actor, steps.lock(item)))
    steps.edit(
        item,
        version=version,
        actor=actor,
        person_part=person.strip(),
        matter_part=matter.strip(),
        cause_part=cause.strip(),
        institution_part=institution.strip(),
        similar_check=similar.strip(),
    )


@transaction.atomic
def add_evidence(
    item: RectificationItem,
    upload: UploadedFile,
    *,
    actor: User,
    measure: Measure | None = None,
    part: ClosurePart | str = "",
    kind: EvidenceKind | str = EvidenceKind.ORIGINAL,
) -> ItemEvidence:
    """Keep one file as proof of an item; a file that is there already is refused."""
    demand(may_work(actor, steps.lock(item)))
    if measure is not None and measure.item_id != item.pk:
        raise NotAllowed(_("This measure belongs to another item."))
    file = files.store(upload, actor=actor)
    if item.evidence.standing().filter(file__sha256=file.sha256).exists():
        raise NotAllowed(_("This file is among the evidence already."))
    evidence = ItemEvidence.objects.create(
        item=item,
        measure=measure,
        part=part,
        kind=kind,
        file=file,
        added_by=actor,
        added_at=timezone.now(),
    )
    journal.record(
        actor=actor, verb="rectification.evidence_added", subject=item, sha256=file.sha256
    )
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: ItemEvidence, *, actor: User) -> None:
    """Take a file out of the evidence; it stays in the record as withdrawn."""
    demand(may_work(actor, steps.lock(evidence.item)))
    if evidence.withdrawn_at:
        raise NotAllowed(_("This file was withdrawn already."))
    evidence.withdrawn_by, evidence.withdrawn_at = actor, timezone.now()
    evidence.save(update_fields=["withdrawn_by", "withdrawn_at"])
    journal.record(
        actor=actor,
        verb="rectification.evidence_withdrawn",
        subject=evidence.item,
        sha256=evidence.file.sha256,
    )
