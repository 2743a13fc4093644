"""Fill an empty database with rows made by the database itself: ``bench/rows.sql``."""

import re
import subprocess
import sys
import time
from pathlib import Path

import psycopg2.extensions

from config.embedded.postgres import DATABASE, Postgres

ROWS = Path(__file__).with_name("rows.sql")
MANAGE = Path(__file__).parent.parent / "manage.py"
TABLES = """
    SELECT table_name, pg_get_serial_sequence(table_name, 'id')
    FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'id' AND is_identity = 'YES'
"""


def fill(issues: int, database: Postgres) -> None:
    """Migrate, and load the rows unless they are there already."""
    _migrate(database)
    with _connected(database) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM inspections_issue")
        if cursor.fetchone() == (issues,):
            return
        # The rows are right by construction; to look each foreign key up would only take time.
        cursor.execute("SET session_replication_role = replica")
        indexes = _without_indexes_of_words(cursor)
        for what, statements in [*parts(), ("indexes of words", ";".join(indexes))]:
            start = time.monotonic()
            cursor.execute(statements, {"issues": issues})
            print(f"{time.monotonic() - start:7.1f} s  {what}", flush=True)
        _set_sequences(cursor)
    _vacuum(database)


def parts() -> list[tuple[str, str]]:
    """What each part of the file loads, and its statements."""
    text = ROWS.read_text(encoding="utf-8")
    found = re.split(r"^-- ([a-z ]+)(?::.*|,.*|;.*)?$", text, flags=re.MULTILINE)[1:]
    return list(zip(found[::2], found[1::2], strict=True))


def _migrate(database: Postgres) -> None:
    subprocess.run([sys.executable, MANAGE, "migrate", "--verbosity", "0"], check=True)


def _connected(database: Postgres) -> psycopg2.extensions.connection:
    """As the server's own role: only that may load rows without looking up their keys."""
    return psycopg2.connect(host=str(database.sockets), user="postgres", dbname=DATABASE)


def _without_indexes_of_words(cursor: psycopg2.extensions.cursor) -> list[str]:
    """Drop them, and say how they are made: at once is far quicker than row by row."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes "
        "WHERE schemaname = 'public' AND indexdef LIKE '%USING gin%'"
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


def _set_sequences(cursor: psycopg2.extensions.cursor) -> None:
    cursor.execute(TABLES)
    for table, sequence in cursor.fetchall():
        cursor.execute(f"SELECT setval('{sequence}', (SELECT max(id) + 1 FROM {table}))")


def _vacuum(database: Postgres) -> None:
    start = time.monotonic()
    connection = _connected(database)
    connection.autocommit = True
    connection.cursor().execute("VACUUM ANALYZE")
    connection.close()
    print(f"{time.monotonic() - start:7.1f} s  vacuum", flush=True)
