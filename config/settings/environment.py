"""Reading the environment, once."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)


def secret(name: str, default: str | None = None) -> str:
    """The value of ``name``, or the content of the file that ``name_FILE`` points to.

    Raises ``ImproperlyConfigured`` when neither is set and there is no default.
    """
    path = env.str(f"{name}_FILE", default="")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    value = env.str(name, default=default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name}, or {name}_FILE to the file that holds it.")
    return value
