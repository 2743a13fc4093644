from django.db import models
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    """A row that counts its edits, so that a stale edit is refused (``accounts.steps``)."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        abstract = True
