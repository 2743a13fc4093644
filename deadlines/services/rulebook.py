"""Deadline rules: an edit is a new row with the day from which it holds."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from accounts.models import Organization, User
from accounts.verdicts import NotAllowed, demand
from deadlines import dates, rules
from deadlines.models import DeadlineRule


@transaction.atomic
def revise_rule(
    rule: DeadlineRule, *, body: Organization, effective_from: date, actor: User, **holds: Any
) -> DeadlineRule:
    """Enter what ``holds`` for ``body`` from a day on: amount, unit, basis, confirmed.

    Running deadlines keep the rule they began with. ``rule`` is the one the editor looked at: if
    the body has entered another since, this is refused. A general rule is never touched, the
    body's own goes before it.
    """
    demand(rules.may_set_rules(actor, body))
    Organization.objects.select_for_update(of=("self",)).get(pk=body.pk)
    _demand_newest(rule, body)
    _demand_later(rule, effective_from)
    row = DeadlineRule.objects.create(
        code=rule.code,
        body=body,
        name=rule.name,
        base_event=rule.base_event,
        effective_from=effective_from,
        created_by=actor,
        **holds,
    )
    journal.record(
        actor=actor,
        verb="deadlinerule.revised",
        subject=row,
        code=row.code,
        before=f"{rule.amount} {rule.unit}",
        after=f"{row.amount} {row.unit}",
        confirmed=row.confirmed,
        effective_from=row.effective_from.isoformat(),
    )
    return row


def _demand_newest(rule: DeadlineRule, body: Organization) -> None:
    if DeadlineRule.objects.newest(rule.code, body=body) != rule:
        raise NotAllowed(
            _("Somebody else revised this rule meanwhile. Look at the new one, then revise it.")
        )


def _demand_later(rule: DeadlineRule, effective_from: date) -> None:
    if effective_from < dates.today():
        raise NotAllowed(_("A rule cannot be changed for days that have passed."))
    if rule.body_id and effective_from <= rule.effective_from:
        raise NotAllowed(
            _("The present rule holds from %(day)s; give a later day.")
            % {"day": rule.effective_from.isoformat()}
        )
