import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from config import health


def test_a_living_site_says_so_to_anybody(client):
    answer = client.get("/healthz", headers={"host": "a.name.nobody.allowed"})

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_a_site_whose_servers_answer_is_ready(client, db):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"database": True, "queue": True})


def test_a_site_without_its_queue_is_not_ready(client, db, settings):
    settings.REDIS_URL = "unix:///nowhere/valkey.sock?db=0"

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"database": True, "queue": False})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_site_without_its_database_is_not_ready(client, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"database": False, "queue": True})


@pytest.mark.parametrize("minutes", [1, 8])
def test_beat_is_healthy_while_it_has_run_something_lately(db, minutes):
    every_minute = IntervalSchedule.objects.create(every=1, period=IntervalSchedule.MINUTES)
    PeriodicTask.objects.create(
        name="remind",
        task="deadlines.tasks.remind",
        interval=every_minute,
        last_run_at=timezone.now() - timezone.timedelta(minutes=minutes),
    )

    assert health.beat_beats() is (minutes == 1)


@pytest.mark.parametrize("process", ["web", "worker", "beat"])
def test_the_check_fails_for_a_process_that_does_not_run(db, monkeypatch, process):
    monkeypatch.setenv("PORT", "1")

    with pytest.raises(CommandError, match=f"{process} does not answer"):
        call_command("healthy", process)
