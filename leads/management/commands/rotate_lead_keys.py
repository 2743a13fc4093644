from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from leads.sealing.keyring import KeyUnavailable
from leads.services import rotation


class Command(BaseCommand):
    help = "Renew the keys that wrap the leads' data keys. Cut off, it is simply run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--resume", action="store_true", help="Make no new key; finish an earlier run."
        )
        parser.add_argument(
            "--retire", action="store_true", help="Drop the older keys from the file afterwards."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if not options["resume"]:
                self.stdout.write(f"New key {rotation.begin_generation().current}.")
            self.stdout.write(f"Wrapped anew: {rotation.rewrap_all()}.")
            if options["retire"]:
                dropped = rotation.retire_older()
                self.stdout.write(f"Dropped: {', '.join(dropped) or 'none'}.")
        except KeyUnavailable as problem:
            raise CommandError(f"{problem.reason} {problem.key_id}".strip()) from None
        except rotation.StillInUse as problem:
            raise CommandError(f"Still in use: {problem}. Run again with --resume.") from None
