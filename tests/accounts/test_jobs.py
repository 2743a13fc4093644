import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts import files, jobs, tasks
from accounts.models import Job, JournalEntry, Notice
from accounts.models.job import JobState
from accounts.verdicts import NotAllowed
from tests.factories.accounts import UserFactory

runs: list[int] = []
REFUSAL = _("Files of this kind are not taken.")


@jobs.runner("test.count", title="Counting")
def count(job):
    runs.append(job.pk)
    jobs.progress(job, 2, 2)


@jobs.runner("test.break", title="Breaking")
def break_down(job):
    raise ZeroDivisionError("a secret that no reader may see")


@jobs.runner("test.refuse", title="Refusing")
def refuse(job):
    raise NotAllowed(REFUSAL)


@jobs.runner("test.fail", title="Failing")
def fail(job):
    raise jobs.Failed("Row %(row)s is wrong.", row=job.params["row"])


@pytest.fixture
def owner(db):
    runs.clear()
    return UserFactory(language="en")


def test_a_started_job_is_run_once_and_answers(owner):
    job = jobs.start("test.count", owner=owner)

    assert jobs.run_waiting(10) == 1
    assert jobs.run_waiting(10) == 0

    job.refresh_from_db()
    assert runs == [job.pk]
    assert (job.state, job.progress, job.total, job.attempts) == (JobState.DONE, 2, 2, 1)
    assert job.finished_at is not None


def test_a_job_of_a_rolled_back_deed_never_existed(owner):
    with transaction.atomic():
        jobs.start("test.count", owner=owner)
        transaction.set_rollback(True)

    assert jobs.run_waiting(10) == 0
    assert runs == []


def test_jobs_are_run_in_the_order_in_which_they_were_started(owner):
    started = [jobs.start("test.count", owner=owner).pk for _number in range(3)]

    assert jobs.run_waiting(2) == 2
    assert runs == started[:2]


def test_nobody_waits_behind_the_whole_pile_of_another(owner):
    pile = [jobs.start("test.count", owner=owner).pk for _number in range(3)]
    other = UserFactory()
    theirs = [jobs.start("test.count", owner=other).pk for _number in range(2)]

    jobs.run_waiting(5)

    assert runs == [pile[0], theirs[0], pile[1], theirs[1], pile[2]]


def test_the_same_work_asked_for_again_is_answered_by_the_first_while_it_is_fresh(owner):
    first = jobs.ask_for("test.count", owner=owner, document=1)
    assert jobs.ask_for("test.count", owner=owner, document=1) == first
    assert jobs.ask_for("test.count", owner=owner, document=2) != first
    assert jobs.ask_for("test.count", owner=UserFactory(), document=1) != first
    jobs.run_waiting(5)
    assert jobs.ask_for("test.count", owner=owner, document=1) == first

    Job.objects.update(finished_at=timezone.now() - timedelta(minutes=11))

    assert jobs.ask_for("test.count", owner=owner, document=1) != first


def test_a_failed_copy_is_asked_for_anew(owner):
    first = jobs.ask_for("test.fail", owner=owner, row=7)
    jobs.run_waiting(1)

    assert jobs.ask_for("test.fail", owner=owner, row=7) != first


def test_nobody_asks_for_more_than_five_jobs_at_once(owner):
    for number in range(5):
        jobs.ask_for("test.count", owner=owner, document=number)

    with pytest.raises(NotAllowed):
        jobs.ask_for("test.count", owner=owner, document=5)

    assert Job.objects.filter(owner=owner).count() == 5
    jobs.run_waiting(1)
    assert jobs.ask_for("test.count", owner=owner, document=5).state == JobState.QUEUED


def test_a_broken_job_says_a_number_and_no_secret(owner):
    job = jobs.start("test.break", owner=owner)

    jobs.run_waiting(1)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    with override("en"):
        assert str(job.pk) in job.reason
    assert "secret" not in job.reason


def test_a_refused_job_gives_the_sentence(owner):
    job = jobs.start("test.refuse", owner=owner)

    jobs.run_waiting(1)

    job.refresh_from_db()
    assert job.reason == "Files of this kind are not taken."


def test_a_failed_job_fills_its_words_in_and_tells_its_owner(owner):
    job = jobs.start("test.fail", owner=owner, row=7)

    jobs.run_waiting(1)

    job.refresh_from_db()
    assert job.reason == "Row 7 is wrong."
    notice = Notice.objects.get(recipient=owner)
    assert notice.url == job.get_absolute_url()
    assert notice.words == {"work": "Failing", "number": str(job.pk)}


def test_work_that_nobody_knows_any_more_fails(owner):
    job = jobs.start("test.gone", owner=owner)

    jobs.run_waiting(1)

    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_one_bad_job_does_not_stop_the_next(owner):
    jobs.start("test.break", owner=owner)
    good = jobs.start("test.count", owner=owner)

    assert jobs.run_waiting(10) == 2
    assert runs == [good.pk]


def test_a_job_whose_worker_died_is_handed_out_again(owner):
    job = jobs.start("test.count", owner=owner)
    jobs.claim_next()
    assert jobs.claim_next() is None
    Job.objects.filter(pk=job.pk).update(heard_at=timezone.now() - timedelta(minutes=11))

    assert jobs.claim_next() == job


def test_a_job_that_kills_three_workers_fails(owner):
    job = jobs.start("test.count", owner=owner)
    for _attempt in range(3):
        assert jobs.claim_next() == job
        Job.objects.filter(pk=job.pk).update(heard_at=timezone.now() - timedelta(minutes=11))

    assert jobs.claim_next() is None

    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_a_failed_job_runs_again_and_the_journal_knows(owner):
    job = jobs.start("test.fail", owner=owner, row=7)
    jobs.run_waiting(1)
    job.refresh_from_db()

    jobs.run_again(job, actor=owner)

    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (JobState.QUEUED, "", 0)
    assert JournalEntry.objects.filter(verb="job.run_again", actor=owner).count() == 1


def test_nobody_runs_another_persons_job_again(owner):
    job = jobs.start("test.fail", owner=owner, row=7)
    jobs.run_waiting(1)

    with pytest.raises(NotAllowed):
        jobs.run_again(job, actor=UserFactory())

    job.refresh_from_db()
    assert job.state == JobState.FAILED


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING, JobState.DONE])
def test_only_what_has_failed_is_run_again(owner, state):
    finished = timezone.now() if state == JobState.DONE else None
    job = Job.objects.create(
        kind="test.count", owner=owner, state=state, finished_at=finished, heard_at=timezone.now()
    )

    with pytest.raises(NotAllowed):
        jobs.run_again(job, actor=owner)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": JobState.DONE},
        {"finished_at": timezone.now()},
        {"error": "but it waits"},
        {"state": JobState.FAILED, "finished_at": timezone.now()},
        {"state": JobState.RUNNING, "heard_at": None},
    ],
)
def test_the_database_refuses_a_job_that_contradicts_itself(owner, wrong):
    job = jobs.start("test.count", owner=owner)

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**wrong)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_never_claim_the_same_job():
    owner = UserFactory()
    first = jobs.start("test.count", owner=owner)
    second = jobs.start("test.count", owner=owner)

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        mine = jobs.claim_next()
        theirs = pool.submit(_claim_elsewhere).result(timeout=10)

    assert [mine, theirs] == [first, second]


def _claim_elsewhere():
    try:
        return jobs.claim_next()
    finally:
        connection.close()


def test_a_result_is_handed_out_to_its_owner_for_one_day(owner):
    upload = SimpleUploadedFile("list.txt", b"rows")
    file = files.store(upload, actor=owner)
    job = Job.objects.create(
        kind="test.count", owner=owner, state=JobState.DONE, finished_at=timezone.now(), result=file
    )

    assert list(files.visible_to(owner)) == [file]
    assert list(files.visible_to(UserFactory())) == []

    Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(hours=25))
    job.refresh_from_db()
    assert list(files.visible_to(owner)) == []
    assert job.kept_result is None


def test_a_dead_broker_is_tried_once_and_then_left_alone_for_a_while(monkeypatch):
    monkeypatch.setattr(tasks, "_bell", SimpleNamespace(quiet_until=0.0))
    monkeypatch.setattr(tasks.run_jobs.app.conf, "broker_url", "redis://127.0.0.1:1/0")

    tasks.ring()
    began = time.monotonic()
    tasks.ring()

    assert time.monotonic() - began < 0.5
