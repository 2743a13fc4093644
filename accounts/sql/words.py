"""How words are looked for: every text is cut into pieces of one and two characters.

Chinese has no spaces between words, and most of its words have two characters; an index over three,
as PostgreSQL's own extension makes it, serves none of them.
"""

from collections.abc import Callable
from typing import Any

from psycopg2 import sql

CREATE = """
-- A text as it is looked for: full and half width, capitals or not are one.
CREATE FUNCTION searchable(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(lower(normalize(words, NFKC)), chr(31), ' ');

-- Two characters as one number, for it takes a third of the room. The rarest of characters share
-- numbers: what pieces find is only where to read.
CREATE FUNCTION piece(this text, next text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ascii(this) % 32768 * 65536 + ascii(next) % 65536;

-- The pieces of a text: each character, and each two that stand together.
CREATE FUNCTION pieces_of_text(words text) RETURNS integer[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT coalesce(array_agg(DISTINCT number), '{}')
    FROM (SELECT string_to_array(words, NULL) AS characters) AS cut,
        unnest(characters, characters[2:]) AS pair (this, next),
        LATERAL (VALUES (ascii(this)), (piece(this, next))) AS one (number)
    WHERE number IS NOT NULL
);

-- The pieces without which a text cannot hold the words.
CREATE FUNCTION pieces_of_words(words text) RETURNS integer[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN length(words) = 1 THEN ARRAY[ascii(words)] ELSE (
    SELECT coalesce(array_agg(DISTINCT piece(substr(words, place, 1), substr(words, place + 1, 1))), '{}')
    FROM generate_series(1, length(words) - 1) AS place
) END;
"""

DROP = """
DROP FUNCTION pieces_of_words(text);
DROP FUNCTION pieces_of_text(text);
DROP FUNCTION piece(text, text);
DROP FUNCTION searchable(text);
"""


def add_pieces(table: str) -> tuple[str, str]:
    """A column beside the words that only the database reads, so that no row drags it along."""
    return (
        f"ALTER TABLE {table} ADD COLUMN pieces integer[] NOT NULL DEFAULT '{{}}'",
        f"ALTER TABLE {table} DROP COLUMN pieces",
    )


def index_pieces(table: str, name: str) -> tuple[str, str]:
    """Built while the site works; what waits to be sorted in is read by each search."""
    make = f"CREATE INDEX CONCURRENTLY {name} ON {table} USING gin (pieces)"
    return (
        f"{make} WITH (gin_pending_list_limit = 512)",
        f"DROP INDEX CONCURRENTLY {name}",
    )


def fill(table: str, *, at_once: int = 10_000) -> Callable[..., None]:
    """Let the trigger of ``table`` write the words of the rows that are there, some at a time.

    Each step commits for itself, so that nobody waits for the whole.
    """
    name = sql.Identifier(table)
    ends = sql.SQL("SELECT min(id), max(id) FROM {}").format(name)
    step = sql.SQL(
        "UPDATE {} SET haystack = '' WHERE id >= %s AND id < %s AND haystack = ''"
    ).format(name)

    def step_by_step(_apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            cursor.execute(ends)
            first, last = cursor.fetchone()
            for start in range(first or 0, (last or -1) + 1, at_once):
                cursor.execute(step, [start, start + at_once])

    return step_by_step
