"""What a password must be: two named policies, of which the installation chooses one (security.md B6).

``dengbao`` asks for kinds of characters and a new password each quarter, as the assessors of classified
protection do; ``modern`` asks for length alone. Both take any characters, unchanged.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User

KINDS_ASKED = 3


class LengthValidator:
    """Long enough; says how many characters are missing."""

    def __init__(self, least: int) -> None:
        self.least = least

    def validate(self, password: str, user: User | None = None) -> None:
        missing = self.least - len(password)
        if missing > 0:
            raise ValidationError(
                _("At least %(least)d characters: %(missing)d more, please.")
                % {"least": self.least, "missing": missing}
            )

    def get_help_text(self) -> str:
        return _("At least %(least)d characters.") % {"least": self.least}


class KindsValidator:
    """Three of four kinds of characters, or a whole sentence; says which are missing."""

    def __init__(self, sentence: int) -> None:
        self.sentence = sentence

    def validate(self, password: str, user: User | None = None) -> None:
        missing = [name for name, is_there in kinds(password).items() if not is_there]
        asked = len(missing) - (len(kinds("")) - KINDS_ASKED)
        if asked > 0 and len(password) < self.sentence:
            raise ValidationError(
                _(
                    "Missing: %(asked)d of %(kinds)s; or write a sentence of %(sentence)d characters."
                )
                % {
                    "asked": asked,
                    "kinds": pgettext("between kinds", ", ").join(missing),
                    "sentence": self.sentence,
                }
            )

    def get_help_text(self) -> str:
        return _(
            "Three of capital letters, small letters, digits and other characters; or a sentence of %(sentence)d characters."
        ) % {"sentence": self.sentence}


def kinds(password: str) -> dict[str, bool]:
    """Which kinds of characters there are, by name."""
    return {
        _("capital letters"): any(c.isascii() and c.isupper() for c in password),
        _("small letters"): any(c.isascii() and c.islower() for c in password),
        _("digits"): any(c.isascii() and c.isdigit() for c in password),
        _("other characters"): any(not (c.isascii() and c.isalnum()) for c in password),
    }


def is_old(person: User) -> bool:
    """Whether the policy wants another one by now; a password of unknown age is left alone."""
    days: int = settings.PASSWORD_DAYS
    changed = person.password_changed_at
    return bool(days and changed and timezone.now() - changed > timedelta(days=days))


def told() -> str:
    """What the policy asks for, below the field."""
    asked = (each.get_help_text() for each in get_default_password_validators() if is_ours(each))
    return pgettext("between sentences", " ").join(str(text) for text in asked)


def is_ours(validator: object) -> bool:
    return isinstance(validator, LengthValidator | KindsValidator)
