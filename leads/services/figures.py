from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import Organization, User
from accounts.steps import edit
from accounts.verdicts import NotAllowed, demand
from leads import rules
from leads.models import PeriodFigure

TWICE = _("There are figures of this organ group for this period already; correct those.")


def enter_figures(*, actor: User, body: Organization, **figures: Any) -> PeriodFigure:
    """Keep the totals of one period as they were reported, without comparing the stages (LZ-32)."""
    demand(rules.may_enter_figures(actor, body))
    try:
        with transaction.atomic():
            row = PeriodFigure.objects.create(body=body, entered_by=actor, **figures)
            journal.record(actor=actor, verb="leads.figures.entered", subject=row)
    except IntegrityError:
        raise NotAllowed(TWICE) from None
    return row


def correct_figures(row: PeriodFigure, *, actor: User, version: int, **figures: Any) -> None:
    """Correct the totals; the journal keeps what stood there before."""
    demand(rules.may_enter_figures(actor, row.body))
    try:
        with transaction.atomic():
            edit(row, version=version, actor=actor, **figures)
    except IntegrityError:
        raise NotAllowed(TWICE) from None
