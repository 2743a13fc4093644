"""Named readers: those of one assignment, those of a body, and what a named person reads."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.scope import organizations
from inspections.models import Assignment, Feedback, Issue, NamedGrant, WorkingPaper
from inspections.rules.grant import CONFIRMERS


def grants_for_list(user: User) -> QuerySet[NamedGrant]:
    return NamedGrant.objects.visible_to(user).select_related(
        "assignment__organization",
        "assignment__body",
        "assignment__round",
        "person__organization",
        "granted_by",
        "confirmed_by",
    )


def waiting_grants(user: User) -> QuerySet[NamedGrant]:
    """Proposals on which the reader's own second word is missing."""
    bodies = organizations(user, *CONFIRMERS)
    waiting = NamedGrant.objects.waiting().filter(assignment__body__in=bodies)
    others = waiting.exclude(granted_by=user.pk).exclude(person=user.pk)
    return grants_for_list(user).filter(pk__in=others.order_by().values("pk"))


def own_grant(user: User, assignment: Assignment) -> NamedGrant | None:
    """By which grant the reader sees this assignment, if by name."""
    return NamedGrant.objects.in_force().filter(person=user.pk, assignment=assignment).first()


def settled(user: User, assignment: Assignment) -> list[WorkingPaper | Issue | Feedback]:
    """What a named reader goes on to: the feedback, its issues, the filed papers."""
    feedback = Feedback.objects.visible_to(user).filter(assignment=assignment)
    issues = Issue.objects.visible_to(user).filter(assignment=assignment).order_by("number")
    papers = WorkingPaper.objects.visible_to(user).filter(assignment=assignment)
    return [*feedback, *issues, *papers]
