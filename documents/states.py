from django.db import models
from django.utils.translation import pgettext_lazy


class DocumentState(models.TextChoices):
    """Where an issued document stands; read from its bytes and its job, so that they agree."""

    QUEUED = "queued", pgettext_lazy("document", "Being set")
    RENDERED = "rendered", pgettext_lazy("document", "Issued")
    FAILED = "failed", pgettext_lazy("document", "Could not be set")


STATE_TONES = {
    DocumentState.QUEUED: "running",
    DocumentState.RENDERED: "sent",
    DocumentState.FAILED: "returned",
}
