from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models.file import StoredFile
from accounts.models.user import User

#: How long a result is handed out: a right that ended meanwhile must not live on in a file.
RESULT_KEPT = timedelta(days=1)
RESULT_FRESH = timedelta(minutes=10)


class JobState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("job", "Waiting")
    RUNNING = "running", pgettext_lazy("job", "Running")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", pgettext_lazy("job", "Failed")


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> "JobQuerySet":
        """A job belongs to the person who started it, and to nobody else."""
        return self.filter(owner=user.pk)

    def unfinished(self) -> "JobQuerySet":
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])

    def fresh(self) -> "JobQuerySet":
        """What still answers somebody who asks for the same again."""
        made_since = timezone.now() - RESULT_FRESH
        done = Q(state=JobState.DONE, finished_at__gte=made_since)
        return self.filter(Q(state__in=[JobState.QUEUED, JobState.RUNNING]) | done)

    def with_kept_result(self) -> "JobQuerySet":
        kept_since = timezone.now() - RESULT_KEPT
        return self.filter(finished_at__gte=kept_since).exclude(result=None)


class Job(models.Model):
    """Work done in the background for one person: a render, an import, an export."""

    kind = models.CharField(_("kind"), max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="jobs",
        verbose_name=_("started by"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED
    )
    params = models.JSONField(default=dict)
    progress = models.PositiveIntegerField(_("progress"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    result = models.ForeignKey(
        "accounts.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("result"),
    )
    error = models.TextField(_("error"), blank=True)
    error_words = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("started"), default=timezone.now)
    heard_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="job_finished_at_iff_finished",
                condition=Q(state__in=[JobState.DONE, JobState.FAILED], finished_at__isnull=False)
                | Q(state__in=[JobState.QUEUED, JobState.RUNNING], finished_at=None),
            ),
            models.CheckConstraint(
                name="job_error_iff_failed",
                condition=(Q(state=JobState.FAILED) & ~Q(error=""))
                | (~Q(state=JobState.FAILED) & Q(error="")),
            ),
            models.CheckConstraint(
                name="job_heard_at_when_running",
                condition=~Q(state=JobState.RUNNING) | Q(heard_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-created_at"]),
            models.Index(
                name="job_unfinished",
                fields=["created_at"],
                condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:job", args=[self.pk])

    @property
    def reason(self) -> str:
        """Why it failed, in the language of whoever reads it now."""
        if not self.error:
            return ""
        sentence = gettext(self.error)
        return sentence % self.error_words if self.error_words else sentence

    @property
    def kept_result(self) -> StoredFile | None:
        """The file it made, as long as it is handed out."""
        if self.finished_at is None or self.finished_at < timezone.now() - RESULT_KEPT:
            return None
        return self.result

    @property
    def state_tone(self) -> str:
        return {
            JobState.QUEUED: "draft",
            JobState.RUNNING: "running",
            JobState.DONE: "passed",
            JobState.FAILED: "returned",
        }[JobState(self.state)]

    @property
    def is_finished(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED}
