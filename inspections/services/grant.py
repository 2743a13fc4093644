"""Naming a reader of one assignment: proposed by one, confirmed by another, taken back by any."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from guardian.shortcuts import assign_perm, remove_perm

from accounts import journal, notices
from accounts.models import User
from accounts.scope import holders
from accounts.verdicts import NotAllowed, demand
from inspections.models import Assignment, NamedGrant
from inspections.models.grant import READ
from inspections.rules import grant as rules

PROPOSED = gettext_noop("A named reader of %(assignment)s waits for confirmation.")
NAMED = gettext_noop("You may read the inspection of %(unit)s until %(day)s.")


@transaction.atomic
def name_reader(
    assignment: Assignment, *, person: User, reason: str, valid_to: date, actor: User
) -> NamedGrant:
    """Propose ``person``; nothing is seen yet. Journaled; those who may confirm are told."""
    assignment = _locked(assignment)
    demand(rules.may_name(actor, assignment))
    demand(rules.may_be_named(person, assignment, by=actor))
    demand(rules.may_last_until(valid_to))
    if not reason.strip():
        raise NotAllowed(_("A reader is named for a reason; write it down."))
    grant = NamedGrant.objects.create(
        assignment=assignment,
        person=person,
        reason=reason.strip(),
        valid_to=valid_to,
        granted_by=actor,
    )
    _record("proposed", grant, actor)
    notices.queue(
        to=holders(*rules.CONFIRMERS, organization=assignment.body).exclude(pk=actor.pk),
        title=PROPOSED,
        about=grant,
        url=grant.get_absolute_url(),
        assignment=assignment,
    )
    return grant


@transaction.atomic
def confirm(grant: NamedGrant, *, actor: User) -> None:
    """The second person's word: from the next request on the person reads. Told and journaled."""
    _locked(grant.assignment)
    grant.refresh_from_db()
    demand(rules.may_confirm(actor, grant))
    grant.confirmed_by, grant.confirmed_at = actor, timezone.now()
    grant.save(update_fields=["confirmed_by", "confirmed_at"])
    assign_perm(READ, grant.person, grant.assignment)
    _record("confirmed", grant, actor)
    notices.queue(
        to=[grant.person],
        title=NAMED,
        about=grant,
        url=grant.assignment.get_absolute_url(),
        unit=grant.organization,
        day=grant.valid_to.isoformat(),
    )


@transaction.atomic
def revoke(grant: NamedGrant, *, actor: User) -> None:
    """Take the sight away, confirmed or not; the next request knows nothing of it."""
    _locked(grant.assignment)
    grant.refresh_from_db()
    demand(rules.may_revoke(actor, grant))
    grant.revoked_by, grant.revoked_at = actor, timezone.now()
    grant.save(update_fields=["revoked_by", "revoked_at"])
    if grant.confirmed_at is not None:
        remove_perm(READ, grant.person, grant.assignment)
    _record("revoked", grant, actor)


def _locked(assignment: Assignment) -> Assignment:
    """Held until the end, so that one person is never named twice at once."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("body", "organization")
    return rows.get(pk=assignment.pk)


def _record(deed: str, grant: NamedGrant, actor: User) -> None:
    journal.record(
        actor=actor,
        verb=f"inspections.namedgrant.{deed}",
        subject=grant,
        person=grant.person_id,
        assignment=grant.assignment_id,
        valid_to=grant.valid_to.isoformat(),
    )
