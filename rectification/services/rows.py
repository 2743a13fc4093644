"""Take hold of a row before judging it, so that what was judged is what is written."""

from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


def locked(row: Row) -> Row:
    """The row as it stands now, held until the transaction ends."""
    fresh: Row = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    return fresh
