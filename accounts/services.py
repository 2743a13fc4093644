"""Deeds on accounts, organisations and duties. Each is one transaction with one named actor."""

from datetime import date
from typing import Any

from django.contrib.auth.password_validation import password_changed, validate_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from knox.models import get_token_model
from pypinyin import Style, lazy_pinyin

from accounts import journal, notices, rules, scope
from accounts.models import Authorization, Duty, Organization, User
from accounts.roles import Role
from accounts.verdicts import NotAllowed, demand

DUTY_WAITS = gettext_noop("A duty of %(person)s waits for your confirmation.")


def initials(name: str) -> str:
    """First letters of the pinyin of ``name``, for picking by keyboard (市委组织部 → swzzb)."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))[:60].lower()


@transaction.atomic
def add_organization(
    *, parent: Organization | None, actor: User | None, **fields: Any
) -> Organization:
    """Add an organisation below ``parent``, or a new root; journaled."""
    if actor is not None:
        demand(rules.may_manage_accounts(actor))
    fields.setdefault("initials", initials(fields["name"]))
    node: Organization
    if parent is not None:
        node = Organization.objects.add_child(parent, fields)
    else:
        node = Organization.objects.add_root(fields)
    journal.record(actor=actor, verb="organization.added", subject=node, name=node.name)
    return node


@transaction.atomic
def add_person(
    *, actor: User | None, username: str, password: str | None = None, **fields: Any
) -> User:
    """Open an account; without a password nobody can sign in before two gave one out. Journaled."""
    if actor is not None:
        demand(rules.may_manage_accounts(actor))
    if User.objects.filter(username=username).exists():
        raise NotAllowed(_("This user name is taken already."))
    fields.setdefault("initials", initials(fields["full_name"]))
    person = User.objects.create_user(username, password, **fields)
    journal.record(actor=actor, verb="person.added", subject=person)
    return person


@transaction.atomic
def set_one_time_password(person: User, once: str, *, actor: User | None, **details: Any) -> None:
    """Set a password that must be changed at first sign-in; the keys of the account end. Journaled."""
    person.set_password(once)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    end_keys(person)
    journal.record(actor=actor, verb="person.password_reset", subject=person, **details)


@transaction.atomic
def set_active(person: User, active: bool, *, actor: User, **details: Any) -> None:
    """Close or reopen an account; a closed one loses everything at the next request.

    Whether one person may do it alone, ``accounts.closings`` knows.
    """
    demand(rules.may_set_active(actor, person))
    person.is_active = active
    person.save(update_fields=["is_active"])
    if not active:
        end_keys(person)
    verb = "person.reopened" if active else "person.closed"
    journal.record(actor=actor, verb=verb, subject=person, **details)


@transaction.atomic
def change_password(person: User, password: str) -> None:
    """Set one's own new password; journaled. Raises ``ValidationError`` when it is too weak.

    Whoever knew the old one is out: other sessions end with it, and so do keys for other systems.
    """
    validate_password(password, person)
    person.set_password(password)
    person.must_change_password = False
    person.password_changed_at = timezone.now()
    person.save(update_fields=["password", "must_change_password", "password_changed_at"])
    password_changed(password, person)
    end_keys(person)
    journal.record(actor=person, verb="person.password_changed", subject=person)


def end_keys(person: User) -> None:
    """Keys for other systems were made under the password or account that has just ended."""
    get_token_model().objects.filter(user=person).delete()


@transaction.atomic
def grant_duty(
    person: User,
    role: str,
    organization: Organization,
    *,
    actor: User | None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Duty:
    """Grant a standing duty, which counts once a second administrator confirmed it; journaled.

    ``actor`` is ``None`` only while the system is set up from its console: then it counts at once.
    """
    if actor is not None:
        demand(rules.may_grant(actor, person=person, role=role))
    _demand_free(person, role, organization)
    duty = Duty.objects.create(
        person=person,
        role=role,
        organization=organization,
        valid_from=valid_from or timezone.localdate(),
        valid_to=valid_to,
        granted_by=actor,
        confirmed_at=timezone.now() if actor is None else None,
    )
    journal.record(
        actor=actor,
        verb="duty.granted",
        subject=duty,
        person=person.pk,
        role=role,
        organization=organization.pk,
    )
    if actor is not None:
        _call_a_second(duty, actor)
    return duty


def _demand_free(person: User, role: str, organization: Organization) -> None:
    """One grant at a time for a person: two at once would both find nothing held."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    held = Duty.objects.filter(
        person=person, role=role, organization=organization, authorization=None, revoked_at=None
    )
    if held.exists():
        raise NotAllowed(_("This person holds this duty already."))
    demand(rules.may_hold(person, role))


def _call_a_second(duty: Duty, actor: User) -> None:
    notices.queue(
        to=scope.holders(Role.SECURITY_ADMIN).exclude(pk=actor.pk),
        title=DUTY_WAITS,
        about=duty,
        url=duty.get_absolute_url(),
        person=duty.person,
    )


@transaction.atomic
def grant_under(authorization: Authorization, person: User, role: str, *, actor: User) -> Duty:
    """Grant a team duty that lives and ends with ``authorization``; journaled.

    Whether ``actor`` may authorise at all is the caller's rule: the leading group's, not ours.
    """
    duty = Duty.objects.create(
        person=person,
        role=role,
        organization=authorization.body,
        authorization=authorization,
        valid_from=min(authorization.valid_from, timezone.localdate()),
        granted_by=actor,
        confirmed_at=timezone.now(),
    )
    journal.record(actor=actor, verb="duty.granted", subject=duty, person=person.pk, role=role)
    return duty


@transaction.atomic
def confirm_duty(duty: Duty, *, actor: User) -> None:
    """The second security administrator's word: the duty counts from the next request on."""
    duty = Duty.objects.select_for_update(of=("self",)).select_related("person").get(pk=duty.pk)
    demand(rules.may_confirm(actor, duty))
    duty.confirmed_by, duty.confirmed_at = actor, timezone.now()
    duty.save(update_fields=["confirmed_by", "confirmed_at"])
    journal.record(
        actor=actor,
        verb="duty.confirmed",
        subject=duty,
        person=duty.person_id,
        role=duty.role,
        granted_by=duty.granted_by_id,
    )


@transaction.atomic
def revoke_duty(duty: Duty, *, actor: User) -> None:
    """End a duty now, confirmed or not; one administrator is enough to take rights away."""
    demand(rules.may_manage_duties(actor))
    locked = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if locked.revoked_at is not None:
        raise NotAllowed(_("This duty has been revoked already."))
    duty.revoked_at = timezone.now()
    duty.save(update_fields=["revoked_at"])
    journal.record(actor=actor, verb="duty.revoked", subject=duty, person=duty.person_id)


def may_choose(user: User, duty_id: int) -> bool:
    """Whether the duty is one the person holds now and could act under."""
    return scope.duties(user).filter(pk=duty_id).exists()
