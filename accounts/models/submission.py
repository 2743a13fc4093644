from django.conf import settings
from django.db import models
from django.utils import timezone


class SubmissionKey(models.Model):
    """A form that was sent: sent again, it repeats the first answer instead of the deed."""

    key = models.CharField(max_length=100)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=255)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    location = models.CharField(max_length=500, blank=True)
    answer = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="submission_once", fields=["key", "user", "path"])
        ]

    def __str__(self) -> str:
        return self.key
