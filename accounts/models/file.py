import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FOLDER = "files"


def random_path(file: "StoredFile", name: str) -> str:
    """A storage name that says nothing of the content or its owner."""
    key = uuid.uuid4().hex
    return f"{FOLDER}/{key[:2]}/{key}"


class StoredFile(models.Model):
    """An uploaded or rendered file: checked, hashed, kept under a random name."""

    original_name = models.CharField(_("file name"), max_length=255)
    content = models.FileField(_("content"), upload_to=random_path, max_length=120)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="files",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.original_name

    @property
    def extension(self) -> str:
        return self.original_name.rpartition(".")[2].lower()
