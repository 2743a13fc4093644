"""Columns that more than one app's tables use."""

from typing import Any

import django_tables2 as tables
from django_tables2.columns import BoundColumn


class CountColumn(tables.Column):
    """A number of things behind the row; its foot adds up what the page shows."""

    def __init__(self, *args: Any, width: str = "col-number", **options: Any) -> None:
        attrs = {
            "col": {"class": width},
            "td": {"class": "number"},
            "th": {"class": "number"},
        }
        super().__init__(*args, attrs=attrs | options.pop("attrs", {}), **options)

    def render_footer(self, bound_column: BoundColumn, table: tables.Table) -> int:
        return sum(number_of(row.record, bound_column) for row in table.paginated_rows)


def number_of(record: Any, column: BoundColumn) -> int:
    """What a row adds to the sum of a count column."""
    value = column.accessor.resolve(record, quiet=True)
    return value if isinstance(value, int) else 0
