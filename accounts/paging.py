"""Pages of a list, those far from its beginning nearly as quick as the first."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django_tables2.rows import BoundRows

# Of longer lists the keys are looked for first; of shorter ones, one query is quicker than two.
LONG = 1_000


class FarPaginator(Paginator):
    """Counts every row, and sorts and passes over rows without what is printed of them."""

    def __init__(self, *args: Any, counted: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if counted is not None:
            self.count = counted

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        rows = _rows_of(self.object_list)
        if self.count <= LONG or rows is None:
            return super().page(number)
        start = (number - 1) * self.per_page
        stop = min(start + self.per_page, self.count)
        found = rows_between(rows, start, stop, count=self.count)
        return Page(_shown_as(self.object_list, found), number, self)


def rows_between(rows: QuerySet, start: int, stop: int, *, count: int) -> list[Any]:
    """The rows of a slice: first their keys, counted from the nearer end, then what is shown."""
    keys = rows.values_list("pk", flat=True)
    if start > count - stop:
        chosen = keys.reverse()[count - stop : count - start]
    else:
        chosen = keys[start:stop]
    return list(rows.filter(pk__in=list(chosen)))


def first_of(rows: QuerySet, number: int, *, count: int) -> list[Any]:
    """The first rows; of many, their keys are sorted before anything is joined."""
    if count <= LONG:
        return list(rows[:number])
    return rows_between(rows, 0, number, count=count)


def _rows_of(shown: Any) -> QuerySet | None:
    """The queryset behind a table's rows, or the queryset itself."""
    data = getattr(shown.data, "data", None) if isinstance(shown, BoundRows) else shown
    return data if isinstance(data, QuerySet) else None


def _shown_as(shown: Any, found: list[Any]) -> Any:
    if isinstance(shown, BoundRows):
        return BoundRows(data=found, table=shown.table, pinned_data=shown.pinned_data)
    return found
