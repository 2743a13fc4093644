from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import icons


class Command(BaseCommand):
    help = "Cut the icons the pages use out of the installed Bootstrap Icons sprite into static/icons.svg."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        source = settings.BASE_DIR / "node_modules" / "bootstrap-icons" / "bootstrap-icons.svg"
        if not source.exists():
            raise CommandError("Install the front-end packages first: npm ci")
        count = icons.cut(source, settings.BASE_DIR / "static" / "icons.svg")
        self.stdout.write(f"static/icons.svg: {count} icons")
