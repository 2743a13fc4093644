from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"

    def ready(self) -> None:
        from accounts import deeds, drafts, files
        from documents.sources import register_source
        from inspections.deeds import WORDS
        from inspections.selectors import paper_sources, sources

        drafts.register(
            "inspections:paper_new", "inspections:paper_edit", "inspections:feedback_edit"
        )
        deeds.register(WORDS)
        for files_of in (sources.minutes, sources.imports, *paper_sources.FILES):
            files.register_source(files_of)
        for documents_of in (sources.notice_documents, *paper_sources.DOCUMENTS):
            register_source(documents_of)
