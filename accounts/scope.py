"""From a person's duties to what they may see: the one place every ``visible_to`` asks.

The ids are read when a list is asked for, so that the database gets plain keys, for which it has
indexes, and a duty that ended at midnight counts for nothing at the next request. A page that only
reads asks once (``read_once``); a deed always asks anew. Default is nothing.
Why keys and no subqueries: docs/decisions/0010-duties-are-read-first.md.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

from django.db.models import QuerySet

from accounts.models import Authorization, Duty, Organization, Recusal, User

Answer = TypeVar("Answer")


def duties(user: User) -> QuerySet[Duty]:
    """The duties of ``user`` that are valid now, narrowed to the one chosen for the session."""
    held: QuerySet[Duty] = Duty.objects.current().filter(person=user.pk)
    chosen = _chosen(user)
    return held.filter(pk=chosen) if chosen else held


def read_once(user: User, *known: Duty) -> None:
    """Let this one object of the person keep what is read of duties: for a page that only reads.

    ``known`` are the duties in force that somebody has read already.
    """
    user.answers = {("duties", _chosen(user)): list(known)} if known else {}


def kept(user: User, question: Hashable, answer: Callable[[], Answer]) -> Answer:
    """The answer this page already has, or a fresh one."""
    answers: dict[Hashable, Answer] | None = getattr(user, "answers", None)
    if answers is None:
        return answer()
    if question not in answers:
        answers[question] = answer()
    return answers[question]


def held(user: User) -> list[Duty]:
    """The same duties as rows."""
    return kept(user, ("duties", _chosen(user)), lambda: list(duties(user).order_by("pk")))


def organizations(user: User, *roles: str) -> list[int]:
    """Ids of the organisations for which ``user`` holds one of ``roles``."""
    return sorted({duty.organization_id for duty in held(user) if duty.role in roles})


def authorizations(user: User, *roles: str) -> list[int]:
    """Ids of the authorisations under which ``user`` holds one of ``roles``."""
    team_duties = [duty for duty in held(user) if duty.role in roles]
    return sorted({duty.authorization_id for duty in team_duties if duty.authorization_id})


def recused(user: User) -> list[int]:
    """Ids of the organisations that ``user`` must keep away from."""
    rows = Recusal.objects.current().filter(person=user.pk).order_by("organization_id")
    return kept(user, "recused", lambda: list(rows.values_list("organization_id", flat=True)))


def holds(
    user: User,
    *roles: str,
    organization: Organization | None = None,
    authorizations: QuerySet[Authorization] | None = None,
) -> bool:
    """Whether ``user`` now holds one of ``roles``, for that organisation or authorisation."""
    found = [duty for duty in held(user) if duty.role in roles]
    if organization is not None:
        found = [duty for duty in found if duty.organization_id == organization.pk]
    if authorizations is not None:
        found = [duty for duty in found if duty.authorization_id is not None]
        given = {row.pk for row in authorizations} if found else set()
        found = [duty for duty in found if duty.authorization_id in given]
    return bool(found)


def _chosen(user: User) -> int | None:
    return getattr(user, "acting_duty_id", None)


def holders(
    *roles: str,
    organization: Organization | None = None,
    authorizations: QuerySet[Authorization] | None = None,
) -> QuerySet[User]:
    """The people who now hold one of ``roles``: whom a notice goes to."""
    held = Duty.objects.current().filter(role__in=roles)
    if organization is not None:
        held = held.filter(organization=organization)
    if authorizations is not None:
        held = held.filter(authorization__in=authorizations.values("pk"))
    return User.objects.filter(pk__in=held.values("person_id")).order_by("pk")
