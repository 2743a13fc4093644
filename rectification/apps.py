from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SUBMITTED = pgettext_lazy("plan", "submitted")


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

    plan, item = readers.of_plan_clock, readers.of_item_clock
    rows = [
        (states.PLAN_CLOCK, _("Rectification plan"), plan, readers.plan_clocks, SUBMITTED),
        (
            states.MEETING_CLOCK,
            _("Special democratic-life meeting"),
            plan,
            readers.meeting_clocks,
            pgettext_lazy("meeting", "held"),
        ),
        (states.REPORT_CLOCK, _("Rectification reports"), plan, readers.report_clocks, SUBMITTED),
        (states.ITEM_CLOCK, _("Rectification item"), item, readers.item_clocks, _("verified")),
        (
            states.SUGGESTION_CLOCK,
            _("Suggestion"),
            readers.of_suggestion_clock,
            readers.suggestion_clocks,
            _("answered"),
        ),
    ]
    for kind, label, recipients, visible, done in rows:
        subjects.register(kind, label=label, recipients=recipients, visible=visible, done=done)
