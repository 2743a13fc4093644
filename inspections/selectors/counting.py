"""Counts that stand beside the rows of a list."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def number_of(parts: QuerySet, whole: str) -> Coalesce:
    """How many of ``parts`` belong to a row by their key ``whole``.

    Counted for the rows that are shown; to count the rows themselves, the database leaves it out.
    """
    mine = parts.filter(**{whole: OuterRef("pk")}).order_by().values(whole)
    return Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0)
