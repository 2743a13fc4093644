"""Remove the demo's data: ``python -m config.embedded.forget``."""

import shutil
import sys

from config.embedded.place import Place
from config.embedded.postgres import Postgres
from config.embedded.sharing import is_in_use, used
from config.embedded.valkey import Valkey


def main() -> None:
    forget(Place("demo"))
    print("The demo's data is removed.")


def forget(place: Place) -> None:
    servers = (Postgres(place), Valkey(place))
    if any(is_in_use(server) for server in servers):
        sys.exit("The demo is running: stop it first.")
    for server in servers:
        with used(server):  # to leave it stops it, even one that a killed run has left
            pass
    for folder in (servers[0].home, place.folder):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
