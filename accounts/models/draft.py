from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FormDraft(models.Model):
    """What a person has typed into a long form and not saved yet (暂存); shown to nobody else.

    It is read only where the form itself is shown, so that who may not open the form any more does
    not read the draft either.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=200)
    fields = models.JSONField(_("typed"))
    saved_at = models.DateTimeField(_("kept"), default=timezone.now)

    class Meta:
        verbose_name = _("draft of a form")
        verbose_name_plural = _("drafts of forms")
        constraints = [
            models.UniqueConstraint(name="form_draft_once", fields=["owner", "path"]),
        ]

    def __str__(self) -> str:
        return self.path
