"""Totals taken over from earlier reports: entered by the office, each with its source."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import Organization, User
from accounts.verdicts import NotAllowed, demand
from inspections.models import HistoricalFigure, Term
from inspections.models.history import Measure
from inspections.rules.plan import is_office

UNITS = {
    Measure.TARGETS: "个",
    Measure.ISSUES: "个",
    Measure.LEADS: "件",
    Measure.RECTIFIED: "条",
}


@transaction.atomic
def keep_figure(
    *, body: Organization, term: Term, measure: str, numerator: int, source: str,
    round_number: int | None = None, denominator: int | None = None, actor: User,
) -> HistoricalFigure:  # fmt: skip
    """Keep a total of which the rows are not in the system (YN-22, LZ-27).

    Without ``round_number`` it stands for the whole term. Raises ``NotAllowed`` when the same
    figure is kept already, when the part exceeds the whole, or when rows here are counted for it.
    """
    demand(is_office(actor, body))
    if denominator is not None and numerator > denominator:
        raise NotAllowed(_("The part cannot be larger than the whole."))
    if round_number is not None and term.rounds.filter(number=round_number).exists():
        raise NotAllowed(_("This round is in the system; its figures are counted from its rows."))
    figure, is_new = HistoricalFigure.objects.get_or_create(
        term=term,
        round_number=round_number,
        measure=measure,
        defaults={
            "body": body,
            "unit": UNITS[Measure(measure)],
            "numerator": numerator,
            "denominator": denominator,
            "source": source,
        },
    )
    if not is_new:
        raise NotAllowed(_("This figure is kept already; remove it first to correct it."))
    journal.record(
        actor=actor, verb="history.kept", subject=figure, numerator=numerator, of=denominator
    )
    return figure


@transaction.atomic
def remove_figure(figure: HistoricalFigure, *, actor: User) -> None:
    """Take a total out again; the journal keeps what it said."""
    demand(is_office(actor, figure.body))
    journal.record(
        actor=actor,
        verb="history.removed",
        subject=figure,
        measure=figure.measure,
        numerator=figure.numerator,
        of=figure.denominator,
    )
    figure.delete()
