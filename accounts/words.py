"""Looking for words in texts."""

from django.db.models import Q


def holding(words: str, *fields: str) -> Q:
    """Rows with ``words`` in one of ``fields``, in capitals or not.

    Chinese has no capitals; to turn every text into capitals first costs five times the search.
    """
    lookup = "contains" if words.lower() == words.upper() else "icontains"
    met = Q()
    for field in fields:
        met |= Q(**{f"{field}__{lookup}": words})
    return met
