from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from leads.models import LeadKey
from leads.sealing import keyring


class Command(BaseCommand):
    help = "Write a new key file for the leads, readable by its owner alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-missing", action="store_true", help="Say nothing when there is a key file."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = keyring.path()
        if target.exists():
            if options["if_missing"]:
                return
            raise CommandError(
                f"There is a key file at {target}. Without it no lead can be read; "
                "to renew the keys, use rotate_lead_keys."
            )
        if sealed := sorted(set(LeadKey.objects.values_list("key_id", flat=True))):
            raise CommandError(
                f"Leads are sealed under {', '.join(sealed)}, and a new key cannot open them. "
                f"Put the old key file back at {target}, or join its two escrow shares."
            )
        ring = keyring.create()
        keyring.write(ring, target)
        self.stdout.write(
            f"Key {ring.current} written to {target}. Keep a copy apart from the database's "
            "backups: a lead cannot be read without it."
        )
