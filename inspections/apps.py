from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"

    def ready(self) -> None:
        from accounts import files
        from documents.sources import register_source
        from inspections.selectors import sources

        files.register_source(sources.minutes)
        files.register_source(sources.imports)
        register_source(sources.notice_documents)
