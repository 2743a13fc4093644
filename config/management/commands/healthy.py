from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import health

CHECKS = {
    "web": health.web_answers,
    "worker": health.worker_answers,
    "beat": health.beat_beats,
}


class Command(BaseCommand):
    help = "Fail unless web, worker or beat does its work; a container's health check asks this."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("process", choices=CHECKS)

    def handle(self, *args: Any, **options: Any) -> None:
        if not CHECKS[options["process"]]():
            raise CommandError(f"{options['process']} does not answer.")
