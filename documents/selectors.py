"""What is read about documents and their numbers."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts import scope
from accounts.models import Organization, User
from documents import kinds, numbering, rules
from documents.models import IssuedDocument, NumberSeries
from documents.rules import NAMES_SERIES
from documents.states import DocumentState


def documents_for_list(user: User) -> QuerySet[IssuedDocument]:
    rows: QuerySet[IssuedDocument] = IssuedDocument.objects.visible_to(user)
    return rows.select_related("body", "organization", "job", "issued_by")


def issued_under(written: str) -> IssuedDocument | None:
    """The document that bears this code or has this hash, whoever asks; ``None`` for neither."""
    bare = re.sub(r"[\s-]", "", written)
    rows = IssuedDocument.objects.exclude(rendered_at=None).select_related("body")
    if re.fullmatch(r"[0-9a-fA-F]{64}", bare):
        return rows.filter(sha256=bare.lower()).first()
    return rows.filter(code=bare.upper()).first()


def way_of(document: IssuedDocument) -> list[dict[str, object]]:
    """Issued, set: where the document stands, for the step bar."""
    issued_at = timezone.localtime(document.issued_at).strftime("%Y-%m-%d %H:%M")
    done = document.rendered_at
    set_at = timezone.localtime(done).strftime("%Y-%m-%d %H:%M") if done else ""
    failed = document.state == DocumentState.FAILED
    return [
        {
            "name": pgettext("document", "Issued"),
            "who": f"{document.issued_by} {issued_at}",
            "step": "done",
        },
        {
            "name": _("Set and frozen"),
            "who": set_at,
            "step": "done" if done else "returned" if failed else "now",
        },
    ]


@dataclass(frozen=True)
class Series:
    """One series of an issuer as its office sees it, whether or not a number was ever taken."""

    body: Organization
    code: str
    titles: list[str | Promise]
    word: str
    next_number: str


def names_series(user: User) -> bool:
    """Whether ``user`` has any series to name."""
    return scope.holds(user, *NAMES_SERIES)


def series_of(user: User) -> list[Series]:
    """The series of every organisation for which ``user`` names them."""
    holds = {
        code: scope.organizations(user, *rules.names(code))
        for code in sorted({kind.series for kind in kinds.all_kinds()})
    }
    bodies = Organization.objects.filter(pk__in=scope.organizations(user, *NAMES_SERIES))
    words = {
        (series.body_id, series.code): series
        for series in NumberSeries.objects.filter(body__in=bodies)
    }
    year = numbering.year_of_issue()
    return [
        _series(body, code, words.get((body.pk, code)), year)
        for body in bodies
        for code, issuers in holds.items()
        if body.pk in issuers
    ]


def _series(body: Organization, code: str, row: NumberSeries | None, year: int) -> Series:
    known = [kind for kind in kinds.all_kinds() if kind.series == code]
    word = row.word if row else numbering.first_word(known[0], body)
    value = numbering.next_value(row, year) if row else 1
    return Series(
        body=body,
        code=code,
        titles=[kind.title for kind in known],
        word=word,
        next_number=f"{word}〔{year}〕{value}号",
    )
