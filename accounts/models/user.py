from collections.abc import Hashable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        raise RuntimeError("Rights come from duties alone; there is no superuser here.")


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in; what they may do comes from their duties alone."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    initials = models.CharField(_("initials"), max_length=60, blank=True, db_index=True)
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="people",
        verbose_name=_("home organisation"),
    )
    post = models.CharField(_("post"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    large_text = models.BooleanField(_("large text"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    password_changed_at = models.DateTimeField(_("password changed"), null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()

    # The duty chosen for this session; None means all of them (interface, background work).
    acting_duty_id: int | None = None
    # What one page has read of duties already (accounts/scope.py); None reads afresh each time.
    answers: dict[Hashable, Any] | None = None

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                name="user_is_never_superuser", condition=models.Q(is_superuser=False)
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name
