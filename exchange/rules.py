from django.utils.translation import gettext_lazy as _

from accounts import scope
from accounts.models import User
from accounts.roles import ADMINS
from accounts.verdicts import ALLOWED, Verdict, demand


def is_administrator(user: User) -> bool:
    return scope.duties(user).filter(role__in=ADMINS).exists()


def may_hold_token(user: User) -> Verdict:
    """A key for other systems carries business duties; an administrator has none to give."""
    if not scope.duties(user).exists() or is_administrator(user):
        return Verdict(_("Only somebody with a business duty can have a key for other systems."))
    return ALLOWED


def demand_token(user: User) -> None:
    demand(may_hold_token(user))
