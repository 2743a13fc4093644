from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import makemessages

SHARED = [
    "templates/components/*",
    "templates/django/*",
    "templates/django_filters/*",
    "templates/tables/*",
]


class Command(makemessages.Command):
    help = "Collect the words of the named apps (all by default) into their catalogues."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("apps", nargs="*", default=[])
        parser.add_argument(
            "--into", type=Path, default=settings.BASE_DIR / "locale", help="the folder to write"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.into: Path = options.pop("into")
        chosen = options.pop("apps") or settings.CATALOGUES
        if unknown := set(chosen) - set(settings.CATALOGUES):
            raise CommandError(f"No such app: {', '.join(sorted(unknown))}")
        paths = settings.LOCALE_PATHS
        for app in chosen:
            self._collect(app, options)
        settings.LOCALE_PATHS = paths

    def find_files(self, root: str) -> list[Any]:
        """The files with words in them; all of them go to the one catalogue being collected."""
        found = super().find_files(root)
        self.locale_paths = [str(self.default_locale_path)]
        for file in found:
            file.locale_dir = self.default_locale_path
        return found

    def _collect(self, app: str, options: dict[str, Any]) -> None:
        folder = self.into / app
        (folder / "zh_Hans" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        settings.LOCALE_PATHS = [folder]
        self.locale_paths: list[str] = []
        super().handle(
            **options
            | {
                "locale": ["zh_Hans"],
                "ignore_patterns": _others(app),
                "no_obsolete": True,
                "no_location": False,
                "add_location": "file",
                "no_wrap": True,
                "extensions": ["html", "txt", "py"],
            }
        )


def _others(app: str) -> list[str]:
    """Everything that belongs to another app's catalogue."""
    ignored = ["node_modules/*", "var/*", ".venv/*", ".venv", "node_modules", "tests/*", "bench/*"]
    others = [name for name in settings.CATALOGUES if name != app]
    ignored += [f"{name}/*" for name in others] + [f"templates/{name}/*" for name in others]
    if app != "config":
        # By name: a pattern's star would also match the pages in the apps' own folders.
        pages = Path(settings.BASE_DIR / "templates").glob("*.html")
        ignored += SHARED + [f"templates/{page.name}" for page in pages]
    top = {path.name for path in Path(settings.BASE_DIR).iterdir() if path.is_dir()}
    known = {*settings.CATALOGUES, "templates"}
    return ignored + [f"{name}/*" for name in top - known]
