"""Who may see an issued document: the union of what the business apps show to a person.

A document has no readers of its own. Each app says which documents belong to rows that the person
may see; a document no app speaks for is shown to nobody.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from accounts.models import User

Source = Callable[[User], QuerySet]
_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Let ``source(user)``, a queryset of document ids, add to what a person may see."""
    _sources.append(source)


def shown_to(user: User) -> Q:
    shown = Q(pk__in=[])
    for source in _sources:
        shown |= Q(pk__in=source(user))
    return shown
