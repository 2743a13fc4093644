"""The ledger: one queryset behind every list, tab, figure, export and drill-down."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import UNIT
from accounts.scope import organizations
from deadlines import conditions as lights
from deadlines.lights import board_for, with_extensions
from deadlines.models import Extension
from rectification.models import (
    Closure,
    ItemReview,
    Listing,
    RectificationItem,
    Submission,
)
from rectification.models.item import OVERDUE_STATES, ItemQuerySet
from rectification.selectors.side import reads_as_unit
from rectification.states import (
    IN_REVIEW,
    RUNNING,
    WITH_REVIEWERS,
    ItemKind,
    ItemState,
    SubmissionOutcome,
)

#: What no item meets.
NOTHING = Q(pk__in=[])

View = Callable[[date, User], Q]


def overdue(today: date, user: User) -> Q:
    return OVERDUE_STATES & lights.overdue(today, at="clock") & told_deadline(user)


def soon(today: date, user: User) -> Q:
    return (
        OVERDUE_STATES
        & lights.soon(today, board_for(user).horizon, at="clock")
        & told_deadline(user)
    )


def by_clock(condition: Q) -> Q:
    """The same rows, found from the clocks of their body: far fewer run than have ever run."""
    return condition & Q(clock__body=F("body"))


def owed(user: User) -> Q:
    """Items on which this reader owes an opinion."""
    reviews = ItemReview.objects.pending_for(user).filter(
        submission__item=OuterRef("pk"), submission__outcome=SubmissionOutcome.PENDING
    )
    return Q(Exists(reviews), state=ItemState.UNIT_CONFIRMED)


def to_do(today: date, user: User) -> Q:
    """What the reader's own unit has to carry on with: to be begun, returned, late or due soon."""
    pressing = Q(state__in=[ItemState.PLANNED, ItemState.RETURNED, ItemState.REOPENED])
    dated = Q(state__in=RUNNING) & (overdue(today, user) | soon(today, user))
    return Q(organization__in=organizations(user, *UNIT)) & (pressing | dated)


def handled(user: User) -> Q:
    """Items on which this reader has given a word: reviewed, signed for, closed, decided."""
    return any_of(
        ItemReview.objects.filter(reviewer=user.pk).values("submission__item"),
        Submission.objects.filter(confirmed_by=user.pk).values("item"),
        Closure.objects.filter(closed_by=user.pk).values("item"),
        of_clocks(Extension.objects.filter(decided_by=user.pk)),
    )


def begun(user: User) -> Q:
    """Items for which this reader asked others for a word: claimed, extension asked, listed."""
    return any_of(
        Submission.objects.filter(claimed_by=user.pk).values("item"),
        of_clocks(Extension.objects.filter(requested_by=user.pk)),
        Listing.objects.filter(listed_by=user.pk).values("item"),
    )


def of_clocks(extensions: QuerySet[Extension]) -> QuerySet:
    items = RectificationItem.objects.filter(clock__in=extensions.order_by().values("clock"))
    return items.values("pk")


def any_of(first: QuerySet, *others: QuerySet) -> Q:
    """Items whose keys one of the querysets has: each is read by the index of its person alone."""
    keys = (each.order_by() for each in others)
    return Q(pk__in=first.order_by().union(*keys))


REVIEW = Q(state__in=IN_REVIEW)
LONG_TERM = Q(state=ItemState.LONG_TERM)
CLOSED = Q(state=ItemState.CLOSED)

VIEWS: dict[str, View] = {
    "all": lambda today, user: Q(),
    "overdue": lambda today, user: by_clock(overdue(today, user)),
    "soon": lambda today, user: by_clock(soon(today, user)),
    "review": lambda today, user: REVIEW,
    "listed": lambda today, user: Q(is_listed=True),
    "waiting": lambda today, user: owed(user),
    "handled": lambda today, user: handled(user),
    "begun": lambda today, user: begun(user),
    "mine": lambda today, user: Q(leader=user.pk),
    "to_close": lambda today, user: told_passed(user),
    "to_confirm": lambda today, user: Q(state=ItemState.CLAIMED),
    "to_do": to_do,
    "asked": lambda today, user: by_clock(lights.asked(at="clock") & told_deadline(user)),
    "committee": lambda today, user: Q(from_committee=True),
    "closed": lambda today, user: CLOSED,
    "open": lambda today, user: ~CLOSED,
    "returned": lambda today, user: Q(state=ItemState.RETURNED),
    "long_term": lambda today, user: LONG_TERM,
    "basically_done": lambda today, user: Q(is_basically_done=True),
    "immediate": lambda today, user: Q(kind=ItemKind.IMMEDIATE),
    # The four stretches of a share bar beside "closed" and "overdue": every item stands in one.
    "review_in_time": lambda today, user: REVIEW & ~overdue(today, user),
    "long_in_time": lambda today, user: LONG_TERM & ~overdue(today, user),
    "running_in_time": lambda today, user: ~(REVIEW | LONG_TERM | CLOSED) & ~overdue(today, user),
}
# Counted over the items that can be late alone, for only these have to be held against their clocks.
AGAINST_THE_CLOCK = ("overdue", "soon")
# Counted each for itself: an index finds the rows, or leaves few to hold against their clocks.
FEW = (
    "waiting",
    "asked",
    "handled",
    "begun",
    "mine",
    "committee",
    "review_in_time",
    "long_in_time",
    "running_in_time",
)

VIEW_LABELS = {
    "all": _("All items"),
    "overdue": _("Overdue"),
    "soon": _("Due soon"),
    "review": _("In review"),
    "listed": _("Listed"),
    "waiting": _("Waiting for my opinion"),
    "to_confirm": _("Waiting for my signature"),
    "to_do": _("Waiting for our unit"),
    "mine": _("Led by me"),
    "handled": _("Handled by me"),
    "begun": _("Begun by me"),
    "to_close": _("To be closed"),
    "asked": _("Extension asked"),
    "committee": _("Set by the committee"),
    "closed": _("Closed"),
    "open": _("Not closed"),
    "returned": _("Returned"),
    "long_term": _("Long-term"),
    "basically_done": _("Basically done"),
    "immediate": _("Immediate"),
    "review_in_time": _("In review, in time"),
    "long_in_time": _("Long-term, in time"),
    "running_in_time": _("Running, in time"),
}

# What a condition of the address means in SQL; dashboards and filters use the same names.
CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "round": lambda value: Q(assignment__round=value),
    "team": lambda value: Q(assignment__team=value),
    "assignment": lambda value: Q(assignment=value),
    "organization": lambda value: Q(organization=value),
    "lead_unit": lambda value: Q(lead_unit=value),
    "focus": lambda value: Q(issue__focus_item=value),
    "aspect": lambda value: Q(issue__aspect=value),
    "issue": lambda value: Q(issue=value),
    "feedback": lambda value: Q(plan__feedback=value),
    "plan": lambda value: Q(plan=value),
    "kind": lambda value: kind_condition(value),
    "q": lambda value: Q(haystack__holds=value),
    "leader": lambda value: (
        Q(leader__full_name__icontains=value) | Q(leader__initials__startswith=value)
    ),
    "due_from": lambda value: Q(clock_due_on__gte=value),
    "due_to": lambda value: Q(clock_due_on__lte=value),
    "closed_from": lambda value: Q(closed_at__gte=midnight(value)),
    "closed_to": lambda value: Q(closed_at__lt=midnight(value + timedelta(days=1))),
}


def midnight(day: date) -> datetime:
    """The moment at which a day begins here; an index knows moments, not days."""
    return timezone.make_aware(datetime.combine(day, time.min))


def kind_condition(value: str) -> Q:
    """``counted`` is the base of the completion rate, which leaves immediate items out (LZ-29)."""
    return ~Q(kind=ItemKind.IMMEDIATE) if value == "counted" else Q(kind=value)


def told_passed(user: User) -> Q:
    """Passed items, as far as the reader is told: the unit learns of it with the closure."""
    return NOTHING if reads_as_unit(user) else Q(state=ItemState.PASSED)


def told_deadline(user: User) -> Q:
    """Items of whose deadline the reader is told anything.

    The unit's side is not, from its own signature to the closure: the day on which the clock stops
    would say that everybody passed the item.
    """
    return ~Q(state__in=WITH_REVIEWERS) if reads_as_unit(user) else Q()


def state_condition(value: str, user: User) -> Q:
    """The state as the reader's own list prints it; no condition tells more than the list."""
    if value == ItemState.PASSED:
        return told_passed(user)
    if value == ItemState.UNIT_CONFIRMED and reads_as_unit(user):
        return Q(state__in=[value, ItemState.PASSED])
    return Q(state=value)


def light_condition(value: str, user: User) -> Q:
    today = timezone.localdate()
    shown = {
        "overdue": lambda: lights.overdue(today, at="clock"),
        "soon": lambda: lights.soon(today, board_for(user).horizon, at="clock"),
        "fine": lambda: lights.fine(today, board_for(user).horizon, at="clock"),
        "asked": lambda: lights.asked(at="clock"),
        "paused": lambda: lights.paused(at="clock"),
        "long": lambda: lights.long_term(today, at="clock"),
        "done": lambda: lights.done(at="clock"),
    }[value]()
    return by_clock(shown) & told_deadline(user)


def ledger(user: User, **conditions: Any) -> ItemQuerySet:
    """The items a reader may see that meet the conditions; the list shows exactly these."""
    rows: ItemQuerySet = RectificationItem.objects.visible_to(user).in_ledger()
    return narrow(rows, user, **conditions)


def narrow(rows: ItemQuerySet, user: User, **conditions: Any) -> ItemQuerySet:
    met = VIEWS[conditions.pop("view", "") or "all"](timezone.localdate(), user)
    if state := conditions.pop("state", ""):
        met &= state_condition(state, user)
    if light := conditions.pop("light", ""):
        met &= light_condition(light, user)
    for name, value in conditions.items():
        if value not in (None, ""):
            met &= CONDITIONS[name](value)
    return rows.filter(met)


def shown(rows: ItemQuerySet) -> ItemQuerySet:
    """Everything a row of the list prints, in two queries."""
    lit: ItemQuerySet = with_extensions(
        rows.select_related("organization", "leader", "lead_unit", "clock__rule", "issue")
    )
    return lit


def with_listing(rows: ItemQuerySet) -> ItemQuerySet:
    """What ``standing_listing`` of each row says, with the named owner."""
    return rows.prefetch_related("listings__owner")


def ledger_url(**conditions: Any) -> str:
    """The address of the list behind a figure."""
    query = {
        name: getattr(value, "pk", value)
        for name, value in conditions.items()
        if value not in (None, "")
    }
    address = reverse("rectification:ledger")
    return f"{address}?{urlencode(query)}" if query else address


def view_counts(rows: ItemQuerySet, user: User, names: list[str]) -> Mapping[str, int]:
    """How many of ``rows`` each view holds; a view's list shows exactly so many."""
    met = {name: VIEWS[name](timezone.localdate(), user) for name in names}
    few = {name: rows.filter(met.pop(name)).count() for name in FEW if name in met}
    late = {name: met.pop(name) for name in AGAINST_THE_CLOCK if name in met}
    return few | counted(rows.filter(OVERDUE_STATES), late) | counted(rows, met)


def counted(rows: ItemQuerySet, conditions: Mapping[str, Q]) -> dict[str, int]:
    """How many of ``rows`` meet each condition, in one query; the index has the state of each."""
    columns = {
        name: Count("state", filter=condition or None) for name, condition in conditions.items()
    }
    found: dict[str, int] = rows.order_by().aggregate(**columns) if columns else {}
    return found


def with_deadline(rows: ItemQuerySet) -> ItemQuerySet:
    """What a line of one's own work says of an item: whose it is, and its light."""
    return rows.select_related("organization", "clock__rule")


def waiting_reviews(user: User) -> ItemQuerySet:
    return with_deadline(ledger(user, view="waiting"))


def handled_items(user: User) -> ItemQuerySet:
    return with_deadline(ledger(user, view="handled"))


def begun_items(user: User) -> ItemQuerySet:
    return with_deadline(ledger(user, view="begun"))


def waiting_closures(user: User) -> ItemQuerySet:
    return with_deadline(ledger(user, view="to_close"))


def waiting_confirmations(user: User) -> ItemQuerySet:
    return with_deadline(ledger(user, view="to_confirm"))


def waiting_for_unit(user: User) -> ItemQuerySet:
    return with_deadline(ledger(user, view="to_do"))


def waiting_extensions(user: User) -> ItemQuerySet:
    return with_deadline(ledger(user, view="asked"))
