"""Where a named grant stands: computed from its dates, never stored."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class GrantState(TextChoices):
    WAITING = "waiting", pgettext_lazy("grant", "Waits for confirmation")
    IN_FORCE = "in_force", pgettext_lazy("grant", "In force")
    ENDED = "ended", pgettext_lazy("grant", "Ended")
    REVOKED = "revoked", pgettext_lazy("grant", "Revoked")


GRANT_TONES = {
    GrantState.WAITING: "sent",
    GrantState.IN_FORCE: "running",
    GrantState.ENDED: "closed",
    GrantState.REVOKED: "returned",
}
