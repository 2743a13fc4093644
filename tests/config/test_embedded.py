import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from config import embedded
from config.embedded.forget import forget
from config.embedded.place import EmbeddedServerError, Place
from config.embedded.postgres import Postgres
from config.embedded.sharing import is_in_use, revive, used
from config.embedded.valkey import Valkey

USE_AND_WAIT = """
import signal, sys, time
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored, where the tests run behind
from config.embedded.place import Place
from config.embedded.postgres import Postgres
from config.embedded.sharing import used
with used(Postgres(Place("trial", base=Path(sys.argv[1])))):
    print("in use", flush=True)
    time.sleep(600)
"""


def query(postgres: Postgres, sql: str, *, role: str = "postgres") -> list[tuple]:
    connection = psycopg2.connect(host=str(postgres.sockets), user=role, dbname="inspections")
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def use_elsewhere(place: Place) -> subprocess.Popen:
    """Another process that uses the server, and has come so far."""
    command = [sys.executable, "-c", USE_AND_WAIT, str(place.base)]
    other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "in use\n"
    return other


def kill(process_id: int) -> None:
    os.kill(process_id, signal.SIGKILL)
    time.sleep(0.3)


def test_the_last_to_leave_stops_the_server(postgres):
    with used(postgres):
        with used(Postgres(postgres.place)):
            assert postgres.is_running()
        assert postgres.is_running()
        assert is_in_use(postgres)

    assert not postgres.is_running()
    assert not is_in_use(postgres)


def test_a_server_is_shared_with_another_process_and_outlives_us(postgres):
    other = use_elsewhere(postgres.place)
    with used(postgres):
        pass

    assert postgres.is_running()
    other.send_signal(signal.SIGINT)
    other.communicate()
    assert not postgres.is_running()


def test_the_next_run_takes_over_what_a_killed_run_has_left(postgres):
    other = use_elsewhere(postgres.place)
    other.kill()
    other.communicate()
    assert postgres.is_running()

    with used(postgres):
        assert query(postgres, "SELECT 1") == [(1,)]

    assert not postgres.is_running()


def test_data_outlive_the_server(postgres):
    with used(postgres):
        query(postgres, "CREATE TABLE kept AS SELECT 7 AS number", role="inspection_owner")

    with used(postgres):
        assert query(postgres, "SELECT number FROM kept", role="inspection_web") == [(7,)]


def test_nobody_can_reach_the_servers_but_through_a_private_socket(postgres, valkey):
    with used(postgres), used(valkey):
        client = redis.Redis(unix_socket_path=str(valkey.socket))

        assert query(postgres, "SHOW listen_addresses") == [("",)]
        assert client.config_get("port") == {"port": "0"}
        for folder in (postgres.sockets, valkey.socket.parent):
            assert folder.stat().st_mode & 0o077 == 0
        client.close()


def test_the_log_says_that_a_statement_was_refused_and_not_what_it_held(postgres):
    """A refused row is somebody's text (security.md M3)."""
    with used(postgres):
        query(postgres, "create table typed (word text primary key)")
        query(postgres, "insert into typed values ('CNRY-typed')")
        with pytest.raises(psycopg2.errors.UniqueViolation):
            query(postgres, "insert into typed values ('CNRY-typed')")
        query(postgres, "drop table typed")

    written = postgres.log.read_text()
    assert "duplicate key" in written
    assert "CNRY" not in written


def test_root_starts_a_server_without_opening_its_folders(postgres):
    postgres.place.base.chmod(0o700)
    before = {path: path.stat().st_mode for path in postgres.place.base.parents}

    with used(postgres):
        pass

    assert {path: path.stat().st_mode for path in postgres.place.base.parents} == before
    assert postgres.place.base.stat().st_mode & 0o777 == 0o700


def test_a_pid_file_whose_number_another_process_has_got_does_not_keep_the_server_down(postgres):
    with used(postgres):
        pass
    for lock in (postgres.folder / "postmaster.pid", postgres.sockets / ".s.PGSQL.5432.lock"):
        lock.write_text(f"{os.getpid()}\n{postgres.folder}\n0\n5432\n\n\n0 0\nready\n")

    with used(postgres):
        assert query(postgres, "SELECT 1") == [(1,)]


def test_a_cluster_that_was_not_finished_is_made_anew(untouched_place):
    postgres = Postgres(untouched_place)
    postgres.place.make_folder(postgres.place.folder)
    postgres.prepare()
    (postgres.home / "postgres.new").mkdir()
    (postgres.home / "postgres.new" / "PG_VERSION").write_text("18")

    with used(postgres):
        assert query(postgres, "SELECT 1") == [(1,)]


def test_data_of_another_version_are_refused_in_a_sentence(postgres):
    with used(postgres):
        pass
    version = postgres.folder / "PG_VERSION"
    version.write_text("17\n")

    with (
        pytest.raises(EmbeddedServerError, match="was written by PostgreSQL 17 and this is 18"),
        used(postgres),
    ):
        pass

    version.write_text("18\n")


def test_a_killed_server_is_started_again(postgres, valkey):
    with used(postgres), used(valkey):
        kill(int((postgres.folder / "postmaster.pid").read_text().split()[0]))
        kill(valkey.process_id())
        assert not postgres.is_running()
        assert not valkey.is_running()

        revive(postgres)
        revive(valkey)

        assert query(postgres, "SELECT 1") == [(1,)]
        assert valkey.is_running()


def test_the_queue_outlives_the_server(valkey):
    with used(valkey):
        redis.Redis.from_url(valkey.url()).set("waiting", "job")

    with used(valkey):
        assert redis.Redis.from_url(valkey.url()).get("waiting") == b"job"


def test_a_path_too_long_for_a_socket_gets_a_short_private_one(tmp_path):
    place = Place("trial", base=tmp_path / ("long" * 30))
    valkey = Valkey(place)

    with used(valkey):
        assert len(bytes(valkey.socket)) < 107
        assert valkey.socket.parent.stat().st_mode & 0o077 == 0
        assert redis.Redis.from_url(valkey.url()).ping()

    valkey.socket.parent.rmdir()


def test_a_short_folder_that_is_not_ours_alone_is_refused(tmp_path):
    place = Place("trial", base=tmp_path / ("long" * 30))
    short = place.socket_folder(place.folder)
    short.chmod(0o755)

    with pytest.raises(EmbeddedServerError, match="is not ours alone"):
        place.socket_folder(place.folder)

    short.rmdir()


@pytest.mark.parametrize(
    "deed",
    [
        "DROP TRIGGER closed ON sealed",
        "ALTER TABLE sealed DISABLE TRIGGER closed",
        "TRUNCATE sealed",
        "DROP TABLE sealed",
        "SET session_replication_role = replica",
        "CREATE TABLE mine (number integer)",
        "DROP DATABASE postgres",
    ],
)
def test_the_web_role_writes_rows_and_owns_nothing(postgres, deed):
    with used(postgres):
        query(
            postgres,
            """
            DROP TABLE IF EXISTS sealed;
            CREATE TABLE sealed (number serial);
            CREATE TRIGGER closed BEFORE UPDATE ON sealed
                FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
            """,
            role="inspection_owner",
        )
        query(postgres, "INSERT INTO sealed DEFAULT VALUES", role="inspection_web")

        with pytest.raises(psycopg2.Error):
            query(postgres, deed, role="inspection_web")

        assert query(postgres, "SELECT number FROM sealed") == [(1,)]


def test_what_is_forgotten_is_gone_and_what_is_in_use_is_not(untouched_place):
    postgres = Postgres(untouched_place)
    with used(postgres):
        (untouched_place.folder / "media").mkdir()
        with pytest.raises(SystemExit, match="The demo is running: stop it first"):
            forget(untouched_place)
        assert postgres.is_running()

    forget(untouched_place)

    assert not untouched_place.folder.exists()
    assert not postgres.home.exists()


def test_given_addresses_are_used_and_nothing_is_started(monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("redis://elsewhere")
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/inspections")
    monkeypatch.delenv("REDIS_URL")
    monkeypatch.setenv("REDIS_URL_FILE", str(secret))
    monkeypatch.setenv("SECRET_KEY", "given")

    with embedded.provided("never") as servers:
        assert servers == []
        assert os.environ["DATABASE_URL"] == "postgres://elsewhere/inspections"
        assert "REDIS_URL" not in os.environ

    assert not Path(Place("never").folder).exists()


@pytest.mark.parametrize("suffix", ["", "_FILE"])
def test_migrations_run_as_the_owner_where_there_is_one(monkeypatch, suffix):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    monkeypatch.setenv("DATABASE_URL_FILE", "/run/web")
    monkeypatch.setenv(f"DATABASE_OWNER_URL{suffix}", "owner")

    embedded.act_as_owner()

    assert os.environ[f"DATABASE_URL{suffix}"] == "owner"
    assert embedded.is_given("DATABASE_URL")
    other = {"": "_FILE", "_FILE": ""}[suffix]
    assert f"DATABASE_URL{other}" not in os.environ
