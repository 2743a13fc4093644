from typing import Any

from django.core.management.base import BaseCommand

from accounts import anchors


class Command(BaseCommand):
    help = "Write the journal's last entry and its seal to a file outside of the database."

    def handle(self, *args: Any, **options: Any) -> None:
        anchor = anchors.drop()
        self.stdout.write(
            f"Anchored at entry {anchor.position}." if anchor else "Nothing new to anchor."
        )
