from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RectificationConfig(AppConfig):
    name = "rectification"

    def ready(self) -> None:
        from accounts import deeds, files
        from documents import sources
        from inspections.selectors import work
        from inspections.services import followers
        from rectification import documents
        from rectification.deeds import ROWS, WORDS
        from rectification.selectors import readers
        from rectification.selectors.ledger import ledger
        from rectification.services import owed

        register_clocks()
        work.register(
            _("Rectification ledger"),
            "rectification:ledger",
            lambda user, assignment: ledger(user).filter(assignment=assignment),
        )
        deeds.register(WORDS, ROWS)
        followers.register(owed.owe)
        files.register_source(readers.files)
        sources.register_source(documents.visible_documents)


def register_clocks() -> None:
    """What the deadlines of this app are called, who is reminded, and who sees them."""
    from deadlines import subjects
    from rectification import states
    from rectification.selectors import readers

    subjects.register(
        states.PLAN_CLOCK,
        label=_("Rectification plan"),
        recipients=readers.of_plan_clock,
        visible=readers.plan_clocks,
        done=pgettext_lazy("plan", "submitted"),
    )
    subjects.register(
        states.MEETING_CLOCK,
        label=_("Special democratic-life meeting"),
        recipients=readers.of_plan_clock,
        visible=readers.meeting_clocks,
        done=pgettext_lazy("meeting", "held"),
    )
    subjects.register(
        states.ITEM_CLOCK,
        label=_("Rectification item"),
        recipients=readers.of_item_clock,
        visible=readers.item_clocks,
        done=_("verified"),
    )
    subjects.register(
        states.SUGGESTION_CLOCK,
        label=_("Suggestion"),
        recipients=readers.of_suggestion_clock,
        visible=readers.suggestion_clocks,
        done=_("answered"),
    )
