from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        from accounts import files
        from documents import rendering, selectors  # noqa: F401 - rendering registers its runner

        files.register_source(selectors.files_visible_to)
