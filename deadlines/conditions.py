"""The lights as SQL conditions, for clocks and for rows that point at one (``at="clock"``).

Every clock meets exactly one of done, paused, asked, long_term, overdue, soon and fine, and
``deadlines.lights`` shows the same one. ``horizon`` is the last day that still counts as soon:
``deadlines.lights.horizon(today)``.
"""

from datetime import date

from django.db.models import Q


def _where(at: str, **terms: object) -> Q:
    prefix = f"{at}__" if at else ""
    return Q(**{f"{prefix}{name}": value for name, value in terms.items()})


def running(*, at: str = "") -> Q:
    return _where(at, pk__isnull=False, stopped_on=None)


def done(*, at: str = "") -> Q:
    return _where(at, stopped_on__isnull=False)


def paused(*, at: str = "") -> Q:
    return _where(at, stopped_on=None, paused_on__isnull=False)


def asked(*, at: str = "") -> Q:
    return _where(at, stopped_on=None, asked_until__isnull=False)


def _counting(at: str) -> Q:
    """Running, not paused, and nobody waits for a decision on a later date."""
    return running(at=at) & _where(at, paused_on=None, asked_until=None)


def overdue(today: date, *, at: str = "") -> Q:
    return _counting(at) & _where(at, due_on__lt=today)


def long_term(today: date, *, at: str = "") -> Q:
    """Long-term work whose next milestone, if it has one, has not passed."""
    return (
        _counting(at)
        & _where(at, is_long_term=True)
        & (_where(at, due_on=None) | _where(at, due_on__gte=today))
    )


def soon(today: date, horizon: date, *, at: str = "") -> Q:
    return _counting(at) & _where(at, is_long_term=False, due_on__range=(today, horizon))


def fine(today: date, horizon: date, *, at: str = "") -> Q:
    return (
        _counting(at)
        & _where(at, is_long_term=False, due_on__gte=today)
        & _where(at, due_on__gt=horizon)
    )
