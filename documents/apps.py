from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        from accounts import deeds
        from documents import copies, rendering  # noqa: F401 - each registers its job's runner
        from documents.deeds import WORDS

        deeds.register(WORDS)
