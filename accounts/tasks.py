import logging
import time
from types import SimpleNamespace

from celery import shared_task
from kombu.exceptions import OperationalError

from accounts import anchors, files, jobs, notices, tries
from accounts.models import SubmissionKey

logger = logging.getLogger(__name__)

QUIET_SECONDS = 60.0
_bell = SimpleNamespace(quiet_until=0.0)
# A worker process is replaced after so many tasks; small helpings let it be.
HELPING = 5


@shared_task
def send_notices() -> int:
    """E-mail what waits; the number sent. Safe to run twice: a notice is claimed by one worker."""
    sent = 0
    while (notice := notices.claim_next()) is not None:
        notices.send_claimed(notice)
        sent += 1
    return sent


@shared_task
def run_jobs() -> int:
    """Run what waits; the number run. Safe to run twice: a job is claimed by one worker."""
    number = jobs.run_waiting(HELPING)
    if number == HELPING:
        ring()
    return number


@shared_task
def sweep_files() -> int:
    """Remove files without a row from the disk; the number removed."""
    return files.sweep()


@shared_task
def anchor_journal() -> int:
    """Write down outside of the database how the journal ends; 1 when it went on since last time."""
    return 1 if anchors.drop() else 0


@shared_task
def forget_tries() -> int:
    """Forget the passwords given long ago; the number forgotten."""
    return tries.forget_old()


@shared_task
def forget_answers() -> int:
    """Forget the answers kept for repeated submissions; the number forgotten."""
    return SubmissionKey.objects.forget_old()


@jobs.on_start
def ring() -> None:
    """Wake a worker at once. With the broker down, beat does it a few seconds after it is back.

    Trying a dead broker takes seconds that a person waits for, so after a failure the bell is left
    alone for a minute.
    """
    if time.monotonic() < _bell.quiet_until:
        return
    try:
        run_jobs.apply_async(retry=False, expires=60)
    except OperationalError as problem:
        _bell.quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("No worker could be woken: %s", problem)
