from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from accounts import anchors, journal


class Command(BaseCommand):
    help = "Check the journal's hash chain from the first entry to the last, and its anchors."

    def handle(self, *args, **options) -> None:
        broken = journal.verify()
        if broken is not None:
            raise CommandError(f"The chain is broken at entry {broken.entry_id}.")
        with override("en"):
            if adrift := anchors.verify():
                raise CommandError(str(adrift.reason))
        self.stdout.write("The chain is whole, and every anchor holds.")
