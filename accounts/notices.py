"""Messages to people: written with the fact, sent by a worker, never twice."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Duty, Notice, Recusal, User
from accounts.models.notice import place_of

CLAIM_EXPIRES = timedelta(hours=1)


def queue(
    *, to: Iterable[User], title: str, about: models.Model, url: str, key: str = "", **words: object
) -> None:
    """Put a notice into each person's inbox, with the change it reports.

    ``title`` is a message id marked with ``gettext_noop``; ``words`` fill its ``%(name)s``. With a
    ``key`` the same person gets it once, however often this is called. Who keeps away from the
    organisation that ``about`` concerns is not told: the words alone would name it. Each notice keeps
    the duties by which ``about`` is the person's; when they end, it is no longer shown.
    """
    organization = _organization(about)
    apart = _kept_apart(organization)
    people = [person for person in to if person.pk not in apart]
    grounds = _grounds(people, about)
    Notice.objects.bulk_create(
        [
            Notice(
                recipient=person,
                title_template=title,
                words={name: str(word) for name, word in words.items()},
                about_type=about._meta.label_lower,
                about_id=str(about.pk),
                url=url,
                key=key,
                under=grounds.get(person.pk),
                organization_id=organization,
            )
            for person in people
        ],
        ignore_conflicts=True,
    )


def _organization(about: models.Model) -> int | None:
    """The organisation that the row concerns, its own or that of what it belongs to."""
    return next(
        (row.organization_id for row in _owners(about) if hasattr(row, "organization_id")), None
    )


def _owners(about: models.Model) -> list[Any]:
    """The row and what it belongs to, as far as that says for whom it is; nothing of our own rows."""
    if about._meta.app_label == "accounts":
        return []
    return [about, *filter(None, (getattr(about, name, None) for name in ("assignment", "team")))]


def _kept_apart(organization: int | None) -> set[int]:
    if organization is None:
        return set()
    recused = Recusal.objects.current().filter(organization=organization)
    return set(recused.values_list("person_id", flat=True))


def _grounds(people: list[User], about: models.Model) -> dict[int, list[str]]:
    """For each person the duties by which the row is theirs; all of them where none stands out."""
    names = ("organization_id", "body_id")
    places = {getattr(row, name, None) for row in _owners(about) for name in names} - {None}
    held: dict[int, list[Duty]] = defaultdict(list)
    for duty in Duty.objects.current().filter(person__in=[person.pk for person in people]):
        held[duty.person_id].append(duty)
    return {
        person: [place_of(duty) for duty in duties if duty.organization_id in places]
        or [place_of(duty) for duty in duties]
        for person, duties in held.items()
    }


def claim_next() -> Notice | None:
    """Hand out one unsent notice, to one worker only; a claim that led nowhere expires."""
    expired = timezone.now() - CLAIM_EXPIRES
    with transaction.atomic():
        notice = (
            Notice.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(Q(claimed_at=None) | Q(claimed_at__lt=expired), emailed_at=None)
            .select_related("recipient")
            .order_by("pk")
            .first()
        )
        if notice is not None:
            notice.claimed_at = timezone.now()
            notice.save(update_fields=["claimed_at"])
    return notice


def send_claimed(notice: Notice) -> None:
    """E-mail one notice: only that something waits, never what (security.md I2)."""
    recipient = notice.recipient
    if recipient.email:
        with override(recipient.language or settings.LANGUAGE_CODE):
            EmailMessage(
                subject=_("A notice waits for you (no. %(number)s)") % {"number": notice.pk},
                body=_("Please sign in to read it."),
                to=[recipient.email],
                headers={"Message-ID": f"<notice-{notice.pk}@inspection>"},
            ).send()
    notice.emailed_at = timezone.now()
    notice.save(update_fields=["emailed_at"])


def mark_read(user: User, notices: models.QuerySet[Notice]) -> int:
    """Mark those of ``notices`` that are the user's own; the number of those newly read."""
    own = notices.filter(recipient=user, read_at=None)
    return own.update(read_at=timezone.now())
