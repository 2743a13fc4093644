"""The record of an item: what was done, when, by whom, in what words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deadlines.models import Extension
from rectification.models import (
    Closure,
    ItemReview,
    ProgressReport,
    RectificationItem,
    Reopening,
    Submission,
)
from rectification.selectors.item import History
from rectification.states import ReviewResult, SubmissionOutcome

PASSED = SubmissionOutcome.PASSED


@dataclass(frozen=True)
class Entry:
    """One line of the record."""

    deed: str
    at: datetime
    who: str
    word: str = ""
    kind: str = ""


def timeline(past: History) -> list[Entry]:
    """What was done, newest first; of a review, what the reader is told of it."""
    entries = [
        *beginnings(past.item),
        *(entry for submission in past.submissions for entry in claims(submission, past)),
        *(reported(report) for report in past.item.reports.select_related("reported_by")),
        *(entry for extension in past.extensions for entry in asked(extension)),
        *(closed(closure) for closure in past.closures),
        *(reopened(reopening) for reopening in past.reopenings),
        *listed(past.item),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def beginnings(item: RectificationItem) -> Iterator[Entry]:
    plan = item.plan
    if plan.submitted_at:
        yield Entry(_("Plan submitted"), plan.submitted_at, str(plan.submitted_by))
    if plan.in_force_at:
        yield Entry(_("Plan in force"), plan.in_force_at, str(plan.in_force_by or ""))
    if item.started_at:
        yield Entry(_("Rectification started"), item.started_at, str(item.started_by or ""))


def reported(report: ProgressReport) -> Entry:
    deed = _("Progress %(percent)s%%") % {"percent": report.percent}
    return Entry(deed, report.reported_at, str(report.reported_by), report.text)


def claims(submission: Submission, past: History) -> Iterator[Entry]:
    yield Entry(
        _("Claimed done, no. %(number)s") % {"number": submission.number},
        submission.claimed_at,
        str(submission.claimed_by),
        submission.statement,
    )
    if submission.confirmed_at:
        yield Entry(
            _("Confirmed by the head's signature"),
            submission.confirmed_at,
            str(submission.confirmed_by),
        )
    if past.is_told(submission):
        yield from opinions(submission.reviews.all())
    if submission.decided_at and (submission.outcome != PASSED or past.is_told(submission)):
        yield outcome(submission)


def opinions(reviews: Iterable[ItemReview]) -> Iterator[Entry]:
    for review in reviews:
        if review.reviewed_at:
            yield Entry(
                f"{review.get_party_display()}：{review.get_result_display()}",
                review.reviewed_at,
                str(review.reviewer),
                review.opinion,
                "returned" if review.result == ReviewResult.RETURNED else "",
            )


def outcome(submission: Submission) -> Entry:
    returned = submission.outcome != SubmissionOutcome.PASSED
    at = submission.decided_at or submission.claimed_at
    return Entry(
        submission.get_outcome_display(),
        at,
        "",
        submission.reason,
        "returned" if returned else "",
    )


def asked(extension: Extension) -> Iterator[Entry]:
    yield Entry(
        _("Extension to %(until)s asked") % {"until": extension.requested_until.isoformat()},
        timezone.make_aware(datetime.combine(extension.requested_on, datetime.min.time())),
        str(extension.requested_by),
        extension.reason,
    )
    if extension.decided_at:
        yield Entry(
            _("Extension: %(decision)s") % {"decision": extension.get_decision_display()},
            extension.decided_at,
            str(extension.decided_by or ""),
            extension.opinion,
        )


def closed(closure: Closure) -> Entry:
    return Entry(
        pgettext("deed", "Closed"), closure.closed_at, str(closure.closed_by), closure.opinion
    )


def reopened(reopening: Reopening) -> Entry:
    return Entry(
        _("Reopened: %(reason)s") % {"reason": reopening.get_reason_display()},
        reopening.reopened_at,
        str(reopening.reopened_by),
        reopening.findings,
        "returned",
    )


def listed(item: RectificationItem) -> Iterator[Entry]:
    for listing in item.listings.select_related("listed_by", "lifted_by", "owner"):
        yield Entry(
            _("Listed supervision, owner %(owner)s") % {"owner": listing.owner},
            listing.listed_at,
            str(listing.listed_by),
            listing.reason,
            "letter",
        )
        if listing.lifted_at:
            yield Entry(_("Listing lifted"), listing.lifted_at, str(listing.lifted_by))
