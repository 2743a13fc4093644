"""Looking for words in texts, by an index of their pieces (accounts/sql/words.py)."""

from typing import Any

from django.db import models
from django.db.models.lookups import Lookup


class HaystackField(models.TextField):
    """All the words by which a row is found, in one text that a trigger of the database keeps.

    The trigger keeps their pieces in a column beside it, ``pieces``, which is never read here.
    """

    def __init__(self, **options: Any) -> None:
        kept: dict[str, Any] = {"editable": False, "blank": True, "db_default": ""}
        super().__init__(**kept | options)


@HaystackField.register_lookup
class Holds(Lookup):
    """Rows whose text has the words in it; their pieces tell the database where to read."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple]:
        text, _nothing = self.process_lhs(compiler, connection)
        words, values = self.process_rhs(compiler, connection)
        pieces = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.pieces"
        sql = (
            f"({pieces} @> pieces_of_words(searchable({words}))"
            f" AND strpos({text}, searchable({words})) > 0)"
        )
        return sql, (*values, *values)
