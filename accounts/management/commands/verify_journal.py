from django.core.management.base import BaseCommand, CommandError

from accounts import journal


class Command(BaseCommand):
    help = "Check the journal's hash chain from the first entry to the last."

    def handle(self, *args, **options) -> None:
        broken = journal.verify()
        if broken is not None:
            raise CommandError(f"The chain is broken at entry {broken.entry_id}.")
        self.stdout.write("The chain is whole.")
