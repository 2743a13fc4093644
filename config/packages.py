import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage


class PackageFinder(BaseFinder):
    """Finds, under ``packages/``, the front-end files that package.json lists as ``served``.

    The packages hold thousands of files that no page asks for; to hash and compress those would
    cost every start minutes.
    """

    prefix = "packages"
    folder = settings.BASE_DIR / "node_modules"

    @cached_property
    def served(self) -> set[str]:
        package = json.loads((settings.BASE_DIR / "package.json").read_text(encoding="utf-8"))
        return {
            str(path.relative_to(self.folder))
            for pattern in package["served"]
            for path in self.folder.glob(pattern)
        }

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        name = path.removeprefix(f"{self.prefix}/")
        found = [str(self.folder / name)] if name != path and name in self.served else []
        if find_all:
            return found
        # Django takes any answer but an empty list for a place it has found.
        return found[0] if found else []

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=self.folder)
        storage.prefix = self.prefix
        for name in sorted(self.served):
            if not matches_patterns(name, ignore_patterns or []):
                yield name, storage
