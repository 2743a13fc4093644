"""Settings, from the environment only.

Each secret is read from ``NAME`` or from the file named by ``NAME_FILE``; a missing one stops the
start outside ``DEBUG``. Four files: what runs (``base``), who may (``security``), how it talks
(``words``), what works in the background (``jobs``).
"""

from config.settings.base import *  # noqa: F403
from config.settings.jobs import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.words import *  # noqa: F403
