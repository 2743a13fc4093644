"""Jobs: a row written with the deed that needs it, claimed by one worker, run, and answered for.

A service calls ``start``; whoever knows the work registers it with ``@runner``. The row commits
with the deed or not at all, so nothing is lost when the broker is down: the worker looks at the
table. A runner must be safe to run twice, because a worker may die before it says that it is done.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override

from accounts import files, journal, notices
from accounts.models import StoredFile, User
from accounts.models.job import Job, JobState
from accounts.verdicts import ALLOWED, NotAllowed, Verdict, demand

logger = logging.getLogger(__name__)

LOST_AFTER = timedelta(minutes=10)
MOST_ATTEMPTS = 3
MOST_ASKED = 5
SERVED_WITHIN = timedelta(days=1)
BROKEN = gettext_noop(
    "Something went wrong while this was being done. Run it again; if it fails again, give the"
    " administrator the number %(number)s."
)
LOST = gettext_noop(
    "The worker stopped several times while doing this. Ask the administrator, number %(number)s."
)
UNKNOWN = gettext_noop("This system no longer knows how to do this kind of work.")

Runner = Callable[[Job], StoredFile | None]
_runners: dict[str, Runner] = {}
_titles: dict[str, Promise | str] = {}
_pages: dict[str, Callable[[Job], str]] = {}
_stills: dict[str, Callable[[User], models.QuerySet]] = {}
_listeners: list[Callable[[], None]] = []


class Failed(Exception):
    """The work cannot be done. ``reason`` is a message id marked with ``gettext_noop``."""

    def __init__(self, reason: str, **words: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.words = words


def runner(
    kind: str,
    *,
    title: Promise | str,
    page: Callable[[Job], str] | None = None,
    still: Callable[[User], models.QuerySet] | None = None,
) -> Callable[[Runner], Runner]:
    """Register the function that does jobs of ``kind``.

    It may return the file it made for the owner alone. What others may see too belongs to a row of
    its own, whose address ``page`` gives. ``still(user)`` gives the ids of the jobs of this kind
    whose file the owner may still have: a right that ended since the work was done ends there too.
    """

    def register(function: Runner) -> Runner:
        if _runners.setdefault(kind, function) is not function:
            raise ValueError(f"Two runners for jobs of kind {kind!r}.")
        _titles[kind] = title
        if page is not None:
            _pages[kind] = page
        if still is not None:
            _stills[kind] = still
        return function

    return register


def title(job: Job) -> Promise | str:
    """What the job does, for the reader."""
    return _titles.get(job.kind, job.kind)


def page(job: Job) -> str:
    """The address of the row the job works for; empty when it only makes a file."""
    return _pages[job.kind](job) if job.kind in _pages else ""


def on_start(listener: Callable[[], None]) -> Callable[[], None]:
    """Call ``listener`` after each commit that started a job: the worker's bell."""
    _listeners.append(listener)
    return listener


@transaction.atomic
def start(kind: str, *, owner: User, **params: Any) -> Job:
    """Queue one job in the caller's transaction and ring the worker once that commits.

    ``params`` are plain JSON: ids and numbers, never content.
    """
    job = Job.objects.create(kind=kind, owner=owner, params=params)
    _ring_after_commit()
    return job


@transaction.atomic
def ask_for(kind: str, *, owner: User, **params: Any) -> Job:
    """Start work whose result is for its owner alone, unless the same one waits, runs or is fresh.

    Refused while five of the owner's jobs are unfinished: the worker is there for everybody. The
    owner is locked, so that two requests at one moment count each other.
    """
    User.objects.select_for_update(of=("self",)).get(pk=owner.pk)
    own = Job.objects.filter(owner=owner)
    same = own.filter(kind=kind, params=params).fresh().first()
    if same is not None:
        return same
    if own.unfinished().count() >= MOST_ASKED:
        raise NotAllowed(
            _("%(most)d of your jobs are not finished yet. Ask again when one of them is.")
            % {"most": MOST_ASKED}
        )
    return start(kind, owner=owner, **params)


def may_run_again(user: User, job: Job) -> Verdict:
    """Whether ``user`` may run ``job`` again: its owner, once it has failed."""
    if job.owner_id != user.pk:
        return Verdict(_("Only the person who started this can run it again."))
    if job.state != JobState.FAILED:
        return Verdict(_("Only what has failed can be run again."))
    return ALLOWED


@transaction.atomic
def run_again(job: Job, *, actor: User) -> None:
    """Queue a failed job anew; journaled."""
    locked = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    demand(may_run_again(actor, locked))
    _requeue(locked)
    journal.record(actor=actor, verb="job.run_again", subject=locked)
    _ring_after_commit()


def progress(job: Job, done: int, total: int) -> None:
    """Say how far the job is; also its sign of life."""
    job.progress, job.total, job.heard_at = done, total, timezone.now()
    job.save(update_fields=["progress", "total", "heard_at"])


def claim_next() -> Job | None:
    """Hand out a waiting job to one worker only: the oldest of the person not served for longest.

    A running one that gave no sign of life for ten minutes counts as waiting again; after three
    attempts it fails instead, so that a job that kills its worker does not go round for ever.
    """
    lost = Q(state=JobState.RUNNING, heard_at__lt=timezone.now() - LOST_AFTER)
    with transaction.atomic():
        job = (
            Job.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(Q(state=JobState.QUEUED) | lost)
            .annotate(served=_last_served())
            .order_by(F("served").asc(nulls_first=True), "created_at", "pk")
            .first()
        )
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            _fail(job, LOST, number=job.pk)
        else:
            job.state, job.heard_at = JobState.RUNNING, timezone.now()
            job.attempts += 1
            job.save(update_fields=["state", "heard_at", "attempts"])
    return job if job.state == JobState.RUNNING else claim_next()


def _last_served() -> models.Subquery:
    """When a worker last did something for the owner, so that nobody waits behind a whole pile."""
    lately = Job.objects.filter(
        owner=models.OuterRef("owner"),
        created_at__gte=timezone.now() - SERVED_WITHIN,
        heard_at__isnull=False,
    )
    return models.Subquery(lately.order_by("-heard_at").values("heard_at")[:1])


def run(job: Job) -> None:
    """Do one claimed job and write down how it ended. Raises nothing that the job raised."""
    try:
        with (
            override(job.owner.language or settings.LANGUAGE_CODE),
            files.nothing_left_behind(),
        ):
            result = _run(job)
    except Failed as failure:
        _fail(job, failure.reason, **failure.words)
    except NotAllowed as refusal:
        with override(job.owner.language or settings.LANGUAGE_CODE):
            _fail(job, str(refusal.reason))
    except Exception:  # whatever it was, the owner must hear that it ended
        logger.exception("Job %s (%s) failed", job.pk, job.kind)
        _fail(job, BROKEN, number=job.pk)
    else:
        job.state, job.result, job.finished_at = JobState.DONE, result, timezone.now()
        job.save(update_fields=["state", "result", "finished_at"])


def run_waiting(most: int) -> int:
    """Run at most ``most`` waiting jobs; the number run."""
    for number in range(most):
        job = claim_next()
        if job is None:
            return number
        run(job)
    return most


def _run(job: Job) -> StoredFile | None:
    function = _runners.get(job.kind)
    if function is None:
        raise Failed(UNKNOWN)
    return function(job)


@transaction.atomic
def _fail(job: Job, reason: str, **words: str | int) -> None:
    """Mark ``job`` as failed and tell its owner."""
    job.state, job.finished_at = JobState.FAILED, timezone.now()
    job.error, job.error_words = reason, words
    job.save(update_fields=["state", "finished_at", "error", "error_words"])
    with override(job.owner.language or settings.LANGUAGE_CODE):
        notices.queue(
            to=[job.owner],
            title=gettext_noop("Failed in the background: %(work)s (number %(number)s)"),
            about=job,
            url=job.get_absolute_url(),
            work=title(job),
            number=job.pk,
        )


def _requeue(job: Job) -> None:
    job.state, job.attempts, job.progress, job.total = JobState.QUEUED, 0, 0, 0
    job.finished_at, job.error, job.error_words = None, "", {}
    job.save(
        update_fields=[
            "state", "attempts", "progress", "total", "finished_at", "error", "error_words"
        ]
    )  # fmt: skip


def _ring_after_commit() -> None:
    """Wake a worker once for all the jobs of one transaction."""
    waiting = transaction.get_connection().run_on_commit
    if not any(deed is _ring for _ids, deed, _robust in waiting):
        transaction.on_commit(_ring)


def _ring() -> None:
    for listener in _listeners:
        listener()


def results_visible_to(user: User) -> models.QuerySet:
    """Ids of the files that the person's own jobs made lately, for ``files.register_source``."""
    rows: models.QuerySet = Job.objects.visible_to(user).with_kept_result()
    for kind, still in _stills.items():
        rows = rows.filter(~Q(kind=kind) | Q(pk__in=still(user)))
    return rows.values("result_id")
