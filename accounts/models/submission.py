from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

#: A second sending comes within minutes, from a program that was down within a day or two.
ANSWER_KEPT = timedelta(hours=48)


class SubmissionKeyQuerySet(models.QuerySet["SubmissionKey"]):
    def forget_old(self) -> int:
        """Delete the answers that nobody asks for again; the number deleted."""
        return self.filter(created_at__lt=timezone.now() - ANSWER_KEPT).delete()[0]


class SubmissionKey(models.Model):
    """A form that was sent: sent again, it repeats the first answer instead of the deed."""

    key = models.CharField(max_length=100)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=255)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    # Of the request's content, where a program sends it: another content under one key is refused.
    digest = models.CharField(max_length=64, blank=True)
    location = models.CharField(max_length=500, blank=True)
    answer = models.JSONField(null=True)

    objects = SubmissionKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="submission_once", fields=["key", "user", "path"])
        ]

    def __str__(self) -> str:
        return self.key
