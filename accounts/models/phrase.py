from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


class PhraseQuerySet(models.QuerySet["Phrase"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(owner=user.pk)


class Phrase(models.Model):
    """A sentence that a person often writes in opinions and reasons (常用语)."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="phrases"
    )
    text = models.CharField(_("phrase"), max_length=100)

    objects = PhraseQuerySet.as_manager()

    class Meta:
        verbose_name = _("common phrase")
        verbose_name_plural = _("common phrases")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="phrase_once", fields=["owner", "text"]),
            models.CheckConstraint(name="phrase_says_something", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text
