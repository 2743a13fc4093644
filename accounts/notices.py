"""Messages to people: written with the fact, sent by a worker, never twice."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Notice, Recusal, User

CLAIM_EXPIRES = timedelta(hours=1)


def queue(
    *, to: Iterable[User], title: str, about: models.Model, url: str, key: str = "", **words: object
) -> None:
    """Put a notice into each person's inbox, with the change it reports.

    ``title`` is a message id marked with ``gettext_noop``; ``words`` fill its ``%(name)s``. With a
    ``key`` the same person gets it once, however often this is called. Who keeps away from the
    organisation that ``about`` concerns is not told: the words alone would name it.
    """
    apart = _kept_apart(about)
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
            )
            for person in to
            if person.pk not in apart
        ],
        ignore_conflicts=True,
    )


def _kept_apart(about: models.Model) -> set[int]:
    organization = getattr(about, "organization_id", None)
    if organization is None or about._meta.app_label == "accounts":
        return set()
    recused = Recusal.objects.current().filter(organization=organization)
    return set(recused.values_list("person_id", flat=True))


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
