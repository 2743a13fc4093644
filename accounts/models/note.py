from django.db import models
from django.utils.translation import gettext_lazy as _


class StepNote(models.Model):
    """The words a person gave with a deed: for those who may read its subject, not for auditors.

    The journal's entry holds their length and digest, so that a changed note does not go unseen.
    """

    entry = models.OneToOneField(
        "accounts.JournalEntry", on_delete=models.PROTECT, related_name="step_note"
    )
    text = models.TextField(_("words"))

    class Meta:
        verbose_name = _("note of a step")
        verbose_name_plural = _("notes of steps")

    def __str__(self) -> str:
        return str(self.entry)
