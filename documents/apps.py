from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        from documents import copies, rendering  # noqa: F401 - each registers its job's runner
