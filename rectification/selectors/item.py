"""One item as its page shows it: the way it has come, its record, its parts, its parties."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from accounts.roles import Role
from accounts.scope import holders
from deadlines.cards import Card, card_for
from deadlines.models import Extension
from rectification.models import (
    Closure,
    ItemEvidence,
    ItemReview,
    RectificationItem,
    Reopening,
    Submission,
)
from rectification.models.plan import Opinion
from rectification.selectors.side import reads_as_unit
from rectification.states import (
    WITH_REVIEWERS,
    ClosurePart,
    ItemState,
    Party,
    ReviewResult,
    SubmissionOutcome,
)


@dataclass(frozen=True)
class Step:
    """One station of the step bar."""

    name: str
    who: str = ""
    step: str = ""


@dataclass(frozen=True)
class Part:
    """One of person, matter, cause, institution, as the page shows it."""

    sign: str
    name: str
    text: str
    evidence: int
    question: str = ""

    @property
    def part(self) -> str:
        if not self.text:
            return "missing"
        return "questioned" if self.question else "filled"


@dataclass(frozen=True)
class History:
    """Everything that was said and decided of one item, read once."""

    item: RectificationItem
    submissions: list[Submission]
    closures: list[Closure]
    reopenings: list[Reopening]
    extensions: list[Extension]
    reads_as_unit: bool
    evidence: list[ItemEvidence] = field(default_factory=list)

    @property
    def latest(self) -> Submission | None:
        return self.submissions[-1] if self.submissions else None

    @property
    def state(self) -> ItemState:
        """The state as the reader is told it: of a pass, with the closure."""
        state = ItemState(self.item.state)
        untold = self.reads_as_unit and state == ItemState.PASSED
        return ItemState.UNIT_CONFIRMED if untold else state

    def is_told(self, submission: Submission) -> bool:
        """What the parties said: of a return at once, as it calls for work; of a pass at closure."""
        if not self.reads_as_unit or submission.outcome == SubmissionOutcome.RETURNED:
            return True
        return submission.pk in {row.submission_id for row in self.closures}


def history(item: RectificationItem, user: User) -> History:
    reviews = ItemReview.objects.select_related("reviewer__organization")
    return History(
        item=item,
        submissions=list(
            item.submissions.select_related("claimed_by", "confirmed_by")
            .prefetch_related(Prefetch("reviews", reviews))
            .order_by("number")
        ),
        closures=list(item.closures.select_related("closed_by", "document").order_by("closed_at")),
        reopenings=list(item.reopenings.select_related("reopened_by")),
        extensions=list(
            Extension.objects.filter(clock=item.clock_id)
            .select_related("requested_by", "decided_by")
            .order_by("number")
        ),
        reads_as_unit=reads_as_unit(user),
        evidence=list(item.evidence.standing().select_related("file", "measure", "added_by")),
    )


def way(past: History) -> list[Step]:
    """From the task to its closure, with who and when under each station."""
    item, latest = past.item, past.latest
    plan = item.plan
    reached = REACHED[past.state]
    confirmed = latest.confirmed_at if latest else None
    facts = [
        (_("Task given"), signed(plan.submitted_by, plan.submitted_at)),
        (_("Measures set"), signed(item.leader, plan.approved_at)),
        (_("Rectifying"), signed(item.leader, item.started_at)),
        (_("Claimed done"), signed(latest.claimed_by, latest.claimed_at) if latest else ""),
        (_("Head signs"), signed(latest.confirmed_by, confirmed) if latest and confirmed else ""),
        (_("Joint review"), spoken(past)),
        (pgettext("step", "Closure"), signed(None, item.closed_at)),
    ]
    returned = item.state in (ItemState.RETURNED, ItemState.REOPENED)
    return [
        Step(name, who if position <= reached else "", standing(position, reached, returned))
        for position, (name, who) in enumerate(facts)
    ]


# How far along the step bar each state stands.
REACHED = {
    ItemState.ASSIGNED: 0,
    ItemState.PLANNED: 1,
    ItemState.IN_PROGRESS: 2,
    ItemState.LONG_TERM: 2,
    ItemState.RETURNED: 2,
    ItemState.REOPENED: 2,
    ItemState.CLAIMED: 4,
    ItemState.UNIT_CONFIRMED: 5,
    ItemState.PASSED: 6,
    ItemState.CLOSED: 7,
}


def standing(position: int, reached: int, returned: bool) -> str:
    if position < reached:
        return "done"
    if position > reached:
        return ""
    return "returned" if returned else "now"


def signed(person: User | None, at: datetime | None) -> str:
    day = timezone.localtime(at).strftime("%m-%d") if at else ""
    return " ".join(filter(None, [str(person or ""), day]))


def spoken(past: History) -> str:
    latest = past.latest
    if latest is None or not latest.confirmed_at or past.reads_as_unit:
        return ""
    reviews = latest.reviews.all()
    given = sum(1 for review in reviews if not review.is_pending)
    return _("%(given)s of %(all)s opinions") % {"given": given, "all": len(reviews)}


SIGNS = {
    ClosurePart.PERSON: "人",
    ClosurePart.MATTER: "事",
    ClosurePart.CAUSE: "因",
    ClosurePart.INSTITUTION: "制",
}


def parts(past: History) -> list[Part]:
    """The four parts with their evidence and what a party asked about each."""
    latest = past.latest
    reviews = list(latest.reviews.all()) if latest and past.is_told(latest) else []
    questions = {
        review.part: f"{review.get_party_display()}：{review.opinion}"
        for review in reviews
        if review.part and review.result == ReviewResult.RETURNED
    }
    return [
        Part(
            sign=SIGNS[part],
            name=str(part.label),
            text=past.item.parts[part],
            evidence=sum(1 for row in past.evidence if row.part == part),
            question=questions.get(part, ""),
        )
        for part in ClosurePart
    ]


def columns(past: History) -> list[dict[str, Any]]:
    """The three parties of the latest claim, as far as the reader is told what they said."""
    latest = past.latest
    if latest is None or not latest.confirmed_at:
        return []
    told = past.is_told(latest)
    found = {review.party: review for review in latest.reviews.all()}
    return [
        {
            "code": party,
            "party": party.label,
            "asked": party in found,
            "review": told_of(found.get(party)) if told else None,
        }
        for party in Party
    ]


def told_of(review: Opinion | None) -> dict[str, Any] | None:
    if review is None or review.is_pending:
        return None
    return {
        "tone": review.state_tone,
        "result": review.get_result_display(),
        "opinion": review.opinion,
        "who": f"{review.reviewer.organization} {review.reviewer}" if review.reviewer else "",
        "at": review.reviewed_at,
    }


def deadline(past: History) -> Card | None:
    """The card of the deadline; a stopped clock would tell the unit that everybody passed it."""
    item = past.item
    if item.clock is None or (past.reads_as_unit and item.state in WITH_REVIEWERS):
        return None
    return card_for(item.clock)


def responsibility(item: RectificationItem) -> list[tuple[str, str]]:
    """Who answers: the head first, then the leader, the organs, the liaison (HLJ-16)."""
    head = holders(Role.UNIT_HEAD, organization=item.organization)
    liaison = holders(Role.UNIT_LIAISON, organization=item.organization)
    stationed = holders(Role.STATIONED_GROUP, organization=item.organization)
    organs = "、".join(
        str(row.organization) for row in item.responsibles.select_related("organization")
    )
    facts = [
        (_("First responsible"), named(head)),
        (_("Responsible leader"), str(item.leader or "")),
        (_("Lead organ"), str(item.lead_unit or "")),
        (_("Co-responsible organs"), organs),
        (_("Unit liaison"), named(liaison)),
        (_("Stationed group"), named(stationed)),
    ]
    return [(name, value or "—") for name, value in facts]


def named(people: Iterable[User]) -> str:
    return "、".join(str(person) for person in people)
