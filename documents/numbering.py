"""Document numbers: one run per issuer, series and year, without a gap (市委巡办发〔2026〕3号)."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Organization
from documents.issuers import spoken_name
from documents.kinds import Kind
from documents.models import DocumentNumber, IssuedDocument, NumberSeries


@dataclass(frozen=True)
class Taken:
    """A number that the running transaction holds."""

    series: NumberSeries
    year: int
    value: int

    @property
    def written(self) -> str:
        """As it is printed: the year in hexagonal brackets, no leading zero, no 第."""
        return f"{self.series.word}〔{self.year}〕{self.value}号"


def take(kind: Kind, body: Organization) -> Taken:
    """The next number of this year, under the lock of its series until the transaction ends."""
    series = lock_series(kind, body)
    year = year_of_issue()
    return Taken(series, year, next_value(series, year))


def lock_series(kind: Kind, body: Organization) -> NumberSeries:
    """The series of ``kind`` for ``body``, locked until the caller's transaction ends.

    Two who issue at once therefore wait for each other, and a number whose transaction is rolled
    back is free again for the next: no gap, no double. Raises ``RuntimeError`` outside one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Take a number inside the transaction that issues the document.")
    series, _created = NumberSeries.objects.get_or_create(
        body=body, code=kind.series, defaults={"word": first_word(kind, body)}
    )
    return NumberSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)


def first_word(kind: Kind, body: Organization) -> str:
    """The mark until the office sets its own: the issuer's short name and the kind's word.

    An office writes the committee's name before the word, not its own: 市委巡办发.
    """
    word = plain_word(kind, body)
    taken = NumberSeries.objects.filter(word=word).exists()
    return f"{word[:20]}（{body.pk}）" if taken else word


def plain_word(kind: Kind, body: Organization) -> str:
    return f"{spoken_name(body)[: 30 - len(kind.word)]}{kind.word}"


def next_value(series: NumberSeries, year: int) -> int:
    last = DocumentNumber.objects.filter(series=series, year=year).aggregate(last=Max("value"))
    return (last["last"] or 0) + 1


def year_of_issue() -> int:
    return timezone.localdate().year


def keep(taken: Taken, document: IssuedDocument) -> None:
    DocumentNumber.objects.create(
        series=taken.series, year=taken.year, value=taken.value, document=document
    )
