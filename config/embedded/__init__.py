"""PostgreSQL and Valkey of our own, for a machine that has none.

Why, and where the data lies: docs/decisions/0001-embedded-servers.md.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from config.embedded.place import EmbeddedServerError, Place
from config.embedded.postgres import Postgres
from config.embedded.sharing import Server, revive, used
from config.embedded.valkey import Valkey

__all__ = [
    "EmbeddedServerError",
    "Server",
    "act_as_owner",
    "forget_owner",
    "is_given",
    "provided",
    "revive",
]

# What belongs to the rows of a database lies beside it, and is forgotten with it.
BESIDE_THE_DATABASE = {
    "MEDIA_ROOT": "media",
    "LEAD_FILES": "lead_files",
    "LEAD_KEY_FILE": "keys/leads.json",
}


def is_given(name: str) -> bool:
    """Whether the environment holds ``name``, or the file that does."""
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


@contextmanager
def provided(name: str = "demo") -> Iterator[list[Server]]:
    """Start what the environment does not name, and write the addresses into it.

    A ``DATABASE_URL`` or ``REDIS_URL`` that is given is left alone, and its server not started.
    """
    place = Place(name)
    servers: list[Server] = []
    with ExitStack() as stack:
        if not is_given("DATABASE_URL"):
            postgres = stack.enter_context(used(Postgres(place)))
            os.environ["DATABASE_URL"] = postgres.url("inspection_web")
            os.environ["DATABASE_OWNER_URL"] = postgres.url("inspection_owner")
            for variable, path in BESIDE_THE_DATABASE.items():
                os.environ.setdefault(variable, str(place.folder / path))
            servers.append(postgres)
        if not is_given("REDIS_URL"):
            valkey = stack.enter_context(used(Valkey(place)))
            os.environ["REDIS_URL"] = valkey.url()
            servers.append(valkey)
        if not is_given("SECRET_KEY"):
            os.environ["SECRET_KEY_FILE"] = _secret_key_file(place)
        yield servers


def act_as_owner() -> None:
    """Go on as the role that owns the tables, where there is one; only migrations need it."""
    for suffix in ("", "_FILE"):
        if owner := os.environ.get(f"DATABASE_OWNER_URL{suffix}"):
            os.environ.pop("DATABASE_URL", None)
            os.environ.pop("DATABASE_URL_FILE", None)
            os.environ[f"DATABASE_URL{suffix}"] = owner
            return


def forget_owner() -> None:
    """Take the owner's address out of what the processes started from here on are told."""
    for suffix in ("", "_FILE"):
        os.environ.pop(f"DATABASE_OWNER_URL{suffix}", None)


def _secret_key_file(place: Place) -> str:
    """A key of this installation alone: sessions outlive a restart, and no two sites share one."""
    path = place.folder / "secret-key"
    if not path.exists():
        place.make_folder(place.folder)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return str(path)
