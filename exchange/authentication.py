from django.utils import timezone
from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from accounts import scope
from accounts.models import User
from exchange.rules import is_administrator


class KeyAuthentication(TokenAuthentication):
    """A key counts until it ends, is withdrawn, or its owner becomes an administrator.

    Reading never writes, so a key that has ended is refused here and removed by no request.
    """

    def authenticate(self, request: Request) -> tuple[User, AuthToken] | None:
        found: tuple[User, AuthToken] | None = super().authenticate(request)
        if found and request.method in SAFE_METHODS:
            scope.read_once(found[0])
        return found

    def authenticate_credentials(self, token: bytes) -> tuple[User, AuthToken]:
        if not token.isalnum():
            raise AuthenticationFailed(_("This key is not valid."))
        found: tuple[User, AuthToken] = super().authenticate_credentials(token)
        return found

    def _cleanup_token(self, auth_token: AuthToken) -> bool:
        return auth_token.expiry is not None and auth_token.expiry < timezone.now()

    def validate_user(self, auth_token: AuthToken) -> tuple[User, AuthToken]:
        found: tuple[User, AuthToken] = super().validate_user(auth_token)
        if is_administrator(auth_token.user):
            raise AuthenticationFailed(_("An administrator has no key for other systems."))
        return found
