from typing import Any

from django.core.management.base import BaseCommand

from config.demo import loading


class Command(BaseCommand):
    help = "Load the demonstration data, once; a database that holds data is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if loading.is_loaded():
            self.stdout.write("The demonstration data is there already.")
            return
        loading.load(self.stdout.write)
