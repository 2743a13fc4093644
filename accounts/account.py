"""What people are told of their own account."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.tries import Before


def told(last: Before) -> str:
    """One sentence at the door: when it was last opened, from where, and who failed to since."""
    said = _("Your last sign-in was at %(at)s from %(address)s.") % {
        "at": f"{timezone.localtime(last.at):%Y-%m-%d %H:%M}",
        "address": last.address or "—",
    }
    if not last.failed:
        return said
    wrong = ngettext(
        "Since then a wrong password was given %(count)d time. If that was not you, tell the system administrator.",
        "Since then a wrong password was given %(count)d times. If that was not you, tell the system administrator.",
        last.failed,
    ) % {"count": last.failed}
    return f"{said} {wrong}"
