"""Deeds of several people at the same moment, each on a real connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from accounts.verdicts import NotAllowed


def at_once(*deeds) -> list[str]:
    """Do the deeds on connections of their own, begun together; how each ended."""
    together = Barrier(len(deeds))

    def run(deed) -> str:
        try:
            together.wait(timeout=30)
            deed()
        except NotAllowed as refusal:
            return str(refusal.reason)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
