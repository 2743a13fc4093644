from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One deed, for good: the database refuses to change or delete it.

    ``position``, ``previous_seal`` and ``seal`` are set by a trigger when the transaction commits,
    so that the chain's lock is taken last and no two transactions wait for each other in a ring.
    """

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        null=True,
        related_name="deeds",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=30, blank=True)
    verb = models.CharField(_("deed"), max_length=80, db_index=True)
    subject_type = models.CharField(_("kind of subject"), max_length=80)
    subject_id = models.CharField(_("subject"), max_length=40)
    details = models.JSONField(_("details"), default=dict)
    request_id = models.CharField(_("request"), max_length=40, blank=True)
    position = models.BigIntegerField(_("position"), null=True, unique=True)
    previous_seal = models.CharField(max_length=64, blank=True)
    seal = models.CharField(_("seal"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"
