"""The suggestion ledger and its two counters (LZ-28)."""

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from deadlines import conditions as lights
from rectification.models import Suggestion
from rectification.models.suggestion import SuggestionQuerySet
from rectification.states import SuggestionKind, SuggestionState


def suggestions(user: User, **conditions: Any) -> SuggestionQuerySet:
    """Issued suggestions the reader may see; the list opens on the same rows."""
    given = {name: value for name, value in conditions.items() if value not in (None, "")}
    rows: SuggestionQuerySet = Suggestion.objects.visible_to(user).issued()
    return rows.filter(**given)


def suggestion_totals(rows: SuggestionQuerySet) -> dict[str, int]:
    closed = Q(state=SuggestionState.CLOSED)
    overdue = ~closed & lights.overdue(timezone.localdate(), at="clock")
    found: dict[str, int] = rows.order_by().aggregate(
        all=Count("pk"),
        closed=Count("pk", filter=closed),
        overdue=Count("pk", filter=overdue),
        to_units=Count("pk", filter=Q(kind=SuggestionKind.UNIT)),
        to_departments=Count("pk", filter=Q(kind=SuggestionKind.DEPARTMENT)),
    )
    return found


def begun_suggestions(user: User) -> SuggestionQuerySet:
    """What the reader drafted."""
    return suggestions(user).filter(drafted_by=user.pk)


def waiting_suggestions(user: User) -> SuggestionQuerySet:
    rows: SuggestionQuerySet = Suggestion.objects.visible_to(user).waiting_for(user)
    return rows.select_related("organization", "clock__rule")
