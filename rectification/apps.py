from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RectificationConfig(AppConfig):
    name = "rectification"

    def ready(self) -> None:
        from accounts import deeds, files
        from deadlines import subjects
        from documents import sources
        from inspections.selectors import work
        from rectification import documents
        from rectification.deeds import ROWS, WORDS
        from rectification.selectors import readers
        from rectification.selectors.ledger import ledger
        from rectification.states import ITEM_CLOCK, PLAN_CLOCK, SUGGESTION_CLOCK

        subjects.register(
            PLAN_CLOCK,
            label=_("Rectification plan"),
            recipients=readers.of_plan_clock,
            visible=readers.plan_clocks,
            done=_("in force"),
        )
        subjects.register(
            ITEM_CLOCK,
            label=_("Rectification item"),
            recipients=readers.of_item_clock,
            visible=readers.item_clocks,
            done=_("verified"),
        )
        subjects.register(
            SUGGESTION_CLOCK,
            label=_("Suggestion"),
            recipients=readers.of_suggestion_clock,
            visible=readers.suggestion_clocks,
            done=_("answered"),
        )
        work.register(
            _("Rectification ledger"),
            "rectification:ledger",
            lambda user, assignment: ledger(user).filter(assignment=assignment),
        )
        deeds.register(WORDS, ROWS)
        files.register_source(readers.files)
        sources.register_source(documents.visible_documents)
