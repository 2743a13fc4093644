"""One party's word on a plan, an item or a report: given once, and weighed with the others'."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import journal
from accounts.models import User
from accounts.verdicts import NotAllowed
from rectification.models.plan import Opinion
from rectification.states import ReviewResult


def give(
    review: Opinion,
    *,
    passed: bool,
    opinion: str,
    actor: User,
    verb: str,
    subject: models.Model,
    **more: Any,
) -> None:
    """Write the opinion down and journal that it was given; a return needs its reason."""
    review.result = ReviewResult.PASSED if passed else ReviewResult.RETURNED
    review.opinion = opinion.strip() if passed else needed(opinion)
    review.reviewer, review.reviewed_at = actor, timezone.now()
    for name, value in more.items():
        setattr(review, name, value)
    review.save(update_fields=["result", "opinion", "reviewer", "reviewed_at", *more])
    journal.record(
        actor=actor, verb=verb, subject=subject, party=review.party, result=review.result
    )


def reasons_to_return(reviews: Iterable[Opinion]) -> str | None:
    """What those who returned it say, each under its name; empty when all passed it.

    None while somebody has not spoken yet: then nothing is decided.
    """
    reviews = list(reviews)
    if any(review.is_pending for review in reviews):
        return None
    returned = [review for review in reviews if review.result == ReviewResult.RETURNED]
    return "\n".join(f"{review.get_party_display()}：{review.opinion}" for review in returned)


def needed(reason: str) -> str:
    """The reason, which must not be empty."""
    if not reason.strip():
        raise NotAllowed(_("Say why it is returned."))
    return reason.strip()
