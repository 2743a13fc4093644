"""Starting, stopping, pausing and extending deadlines; the dates are projected, never typed in.

Every function locks the clock, checks the step, writes the row that says what happened, projects
the dates anew from all such rows, and journals, in one transaction. ``actor=None`` is the system.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts import journal
from accounts.models import Organization, StoredFile, User
from accounts.verdicts import NotAllowed, demand
from deadlines import dates, projection, rules, subjects
from deadlines.dates import WorkCalendar
from deadlines.models import Clock, DeadlineRule, Decision, Extension, Pause, Workday

LONGEST_TITLE = 200


@transaction.atomic
def start(
    rule_code: str,
    *,
    kind: str,
    base_on: date,
    url: str,
    body: Organization,
    title: str = "",
    organization: Organization | None = None,
    due_on: date | None = None,
    actor: User | None = None,
) -> Clock:
    """Start a deadline from ``base_on`` by the rule then in force for ``body``.

    ``due_on`` is a date both sides agreed on; the rule then only says on what basis. The title is
    kept out of a neutral subject's clock altogether, so that nothing can show it.
    """
    rule = _rule_in_force(rule_code, body, base_on)
    clock = Clock(
        rule=rule,
        kind=kind,
        title=_title(kind, title),
        url=url,
        body=body,
        organization=organization,
        base_on=base_on,
        agreed_on=due_on,
    )
    projection.apply(clock, pauses=[], extensions=[], calendar=Workday.objects.calendar())
    clock.save()
    journal.record(
        actor=actor,
        verb="clock.started",
        subject=clock,
        rule=rule.code,
        base_on=base_on.isoformat(),
        due_on=_iso(clock.due_on),
    )
    return clock


def _title(kind: str, title: str) -> str:
    if subjects.of(kind).is_neutral:
        return ""
    return str(Truncator(title).chars(LONGEST_TITLE, truncate="…"))


@transaction.atomic
def stop(clock: Clock, *, on: date | None = None, actor: User | None = None) -> None:
    """Close the deadline: an open pause ends and an undecided request lapses with it."""
    locked = _lock(clock)
    if not locked.is_running:
        raise NotAllowed(_("This deadline is closed already."))
    now = timezone.now()
    day = on or dates.today()
    if locked.paused_on:
        _end_pause(locked, max(day, locked.paused_on), actor)
    locked.extensions.filter(decision=Decision.PENDING).update(
        decision=Decision.LAPSED, decided_at=now
    )
    locked.stopped_on = day
    _write(clock, locked, actor=actor, verb="clock.stopped", stopped_on=day.isoformat())


@transaction.atomic
def reopen(clock: Clock, *, actor: User) -> None:
    """Let a closed deadline run on with its old date: reopened work may be overdue at once."""
    locked = _lock(clock)
    if locked.is_running:
        raise NotAllowed(_("This deadline is still running."))
    locked.stopped_on = None
    _write(clock, locked, actor=actor, verb="clock.reopened")


@transaction.atomic
def rebase(clock: Clock, *, base_on: date, actor: User | None = None) -> None:
    """Count a running deadline from another day: what was sent out is received later."""
    locked = _lock(clock)
    if not locked.is_running:
        raise NotAllowed(_("This deadline is closed already."))
    locked.base_on = base_on
    locked.save(update_fields=["base_on"])
    clock.base_on = base_on
    _write(clock, locked, actor=actor, verb="clock.rebased", base_on=base_on.isoformat())


@transaction.atomic
def pause(clock: Clock, *, reason: str, actor: User, on: date | None = None) -> None:
    """Stop counting from ``on``; the due date moves by as much once it is resumed."""
    locked = _lock(clock)
    today = dates.today()
    day = on or today
    demand(rules.may_pause(locked, on=day, today=today))
    Pause.objects.create(clock=locked, started_on=day, reason=_said(reason), paused_by=actor)
    _write(clock, locked, actor=actor, verb="clock.paused", paused_on=day.isoformat())


@transaction.atomic
def resume(clock: Clock, *, actor: User, on: date | None = None) -> None:
    """Count again from ``on``."""
    locked = _lock(clock)
    today = dates.today()
    day = on or today
    demand(rules.may_resume(locked, on=day, today=today))
    _end_pause(locked, day, actor)
    _write(clock, locked, actor=actor, verb="clock.resumed", resumed_on=day.isoformat())


@transaction.atomic
def request_extension(
    clock: Clock,
    *,
    until: date,
    reason: str,
    actor: User,
    evidence: StoredFile | None = None,
) -> Extension:
    """Ask for a later date. Asked in time, the light waits for the decision instead of turning red."""
    locked = _lock(clock)
    demand(rules.may_ask(locked))
    due_on = locked.due_on
    if due_on is None or until <= due_on:
        raise NotAllowed(
            _("Ask for a day after the present due date, %(day)s.") % {"day": _iso(due_on)}
        )
    if until <= dates.today():
        raise NotAllowed(_("Ask for a day after today."))
    extension = Extension.objects.create(
        clock=locked,
        number=locked.extensions.count() + 1,
        previous_due_on=due_on,
        requested_until=until,
        reason=_said(reason),
        requested_by=actor,
        requested_on=dates.today(),
        evidence=evidence,
    )
    _write(
        clock,
        locked,
        actor=actor,
        verb="clock.extension_requested",
        number=extension.number,
        until=until.isoformat(),
    )
    return extension


@transaction.atomic
def decide_extension(
    extension: Extension,
    *,
    granted: bool,
    reason: str,
    actor: User,
    until: date | None = None,
) -> None:
    """Grant the request, with an earlier date than asked if ``until`` says so, or refuse it."""
    locked = _lock(extension.clock)
    row = Extension.objects.select_for_update(of=("self",)).get(pk=extension.pk)
    demand(rules.may_decide(actor, row))
    row.opinion = reason.strip() if granted else _said(reason)
    row.decision = Decision.GRANTED if granted else Decision.REFUSED
    row.granted_until = _granted_date(row, until) if granted else None
    row.decided_by, row.decided_at = actor, timezone.now()
    row.save(update_fields=["opinion", "decision", "granted_until", "decided_by", "decided_at"])
    _write(
        extension.clock,
        locked,
        actor=actor,
        verb=f"clock.extension_{row.decision}",
        number=row.number,
        until=_iso(row.granted_until),
    )
    extension.refresh_from_db()


@transaction.atomic
def mark_long_term(clock: Clock, *, milestone_on: date | None, actor: User) -> None:
    """Let the next milestone, if there is one, be the date that counts from now on."""
    locked = _lock(clock)
    demand(rules.may_set_milestone(locked))
    locked.is_long_term, locked.milestone_on = True, milestone_on
    _write(clock, locked, actor=actor, verb="clock.long_term", milestone_on=_iso(milestone_on))


@transaction.atomic
def reproject(clocks: QuerySet[Clock], *, actor: User | None, cause: str) -> int:
    """Compute the dates of running clocks anew, after the calendar changed; how many moved."""
    calendar = Workday.objects.calendar()
    moved = 0
    rows = clocks.select_for_update(of=("self",)).select_related("rule").order_by("pk")
    for clock in rows.prefetch_related("pauses", "extensions"):
        before = (clock.due_on, clock.is_estimated)
        _project(clock, calendar)
        if (clock.due_on, clock.is_estimated) == before:
            continue
        clock.version += 1
        clock.save(update_fields=[*projection.FIELDS, "version", "updated_at"])
        journal.record(
            actor=actor,
            verb="clock.reprojected",
            subject=clock,
            cause=cause,
            before=_iso(before[0]),
            due_on=_iso(clock.due_on),
        )
        moved += 1
    return moved


def _rule_in_force(code: str, body: Organization, on: date) -> DeadlineRule:
    rule = DeadlineRule.objects.in_force(code, body=body, on=on)
    if rule is None:
        raise NotAllowed(
            _("No deadline rule “%(code)s” was in force on %(day)s; enter one first.")
            % {"code": code, "day": on.isoformat()}
        )
    return rule


def _lock(clock: Clock) -> Clock:
    return Clock.objects.select_for_update(of=("self",)).select_related("rule").get(pk=clock.pk)


def _project(clock: Clock, calendar: WorkCalendar) -> None:
    projection.apply(
        clock,
        pauses=list(clock.pauses.all()),
        extensions=list(clock.extensions.all()),
        calendar=calendar,
    )


def _write(clock: Clock, locked: Clock, *, actor: User | None, verb: str, **details: Any) -> None:
    """Project, save, journal, and let the caller's instance know."""
    _project(locked, Workday.objects.calendar())
    locked.version += 1
    fields = [*projection.FIELDS, "is_long_term", "milestone_on", "stopped_on"]
    locked.save(update_fields=[*fields, "version", "updated_at"])
    for name in [*fields, "version"]:
        setattr(clock, name, getattr(locked, name))
    journal.record(actor=actor, verb=verb, subject=locked, due_on=_iso(locked.due_on), **details)


def _end_pause(clock: Clock, day: date, actor: User | None) -> None:
    clock.pauses.filter(ended_on=None).update(
        ended_on=day, resumed_by=actor, resumed_at=timezone.now()
    )


def _granted_date(extension: Extension, until: date | None) -> date:
    day = until or extension.requested_until
    if not extension.previous_due_on < day <= extension.requested_until:
        raise NotAllowed(
            _("Grant a day after %(before)s and no later than the %(asked)s that was asked for.")
            % {"before": _iso(extension.previous_due_on), "asked": _iso(extension.requested_until)}
        )
    return day


def _said(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise NotAllowed(_("Say why: the reason is kept with the deadline."))
    return said


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
