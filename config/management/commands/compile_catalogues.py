from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile the translation catalogues; needs no gettext on the machine."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        for folder in settings.LOCALE_PATHS:
            for catalogue in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                compiled = catalogue.with_suffix(".mo")
                if compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime:
                    continue
                polib.pofile(str(catalogue)).save_as_mofile(str(compiled))
                self.stdout.write(f"compiled {catalogue.relative_to(settings.BASE_DIR)}")
