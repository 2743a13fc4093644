"""Keys for other systems: shown once, kept hashed, ninety days at most (security.md B5)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from knox.models import AuthToken, get_token_model
from knox.settings import knox_settings

from accounts import journal
from accounts.models import User
from accounts.verdicts import NotAllowed
from exchange import rules


@transaction.atomic
def issue_token(*, actor: User, days: int) -> str:
    """Make a key that carries the actor's own duties; journaled. The key is never shown again."""
    rules.demand_token(actor)
    lasts = min(timedelta(days=days), knox_settings.TOKEN_TTL)
    User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if tokens_of(actor).count() >= knox_settings.TOKEN_LIMIT_PER_USER:
        raise NotAllowed(_("You have as many keys as a person may have. Withdraw one first."))
    row, key = get_token_model().objects.create(user=actor, expiry=lasts)
    journal.record(
        actor=actor, verb="token.issued", subject=actor, token=row.token_key, days=lasts.days
    )
    return str(key)


@transaction.atomic
def withdraw_token(token: AuthToken, *, actor: User) -> None:
    """Withdraw one of the actor's own keys; its next request is refused."""
    journal.record(actor=actor, verb="token.withdrawn", subject=actor, token=token.token_key)
    token.delete()


def tokens_of(user: User):  # type: ignore[no-untyped-def]
    """The keys of ``user``, newest first."""
    return get_token_model().objects.filter(user=user).order_by("-created")
