"""How the deeds of this app read in the journal; steps are named by the state they lead to."""

from django.utils.translation import pgettext_lazy

WORDS = {
    "rectification.plan_opened": pgettext_lazy("deed", "plan opened"),
    "rectification.wording_set": pgettext_lazy("deed", "wording of an issue set"),
    "rectification.plan_reviewed": pgettext_lazy("deed", "opinion on the plan given"),
    "rectification.report_begun": pgettext_lazy("deed", "rectification report begun"),
    "rectification.report_reviewed": pgettext_lazy(
        "deed", "opinion on the rectification report given"
    ),
    "rectification.meeting_recorded": pgettext_lazy("deed", "meeting of the unit recorded"),
    "rectification.item_added": pgettext_lazy("deed", "item added"),
    "rectification.item_removed": pgettext_lazy("deed", "item removed"),
    "rectification.item_reviewed": pgettext_lazy("deed", "opinion on the item given"),
    "rectification.item_urged": pgettext_lazy("deed", "item urged"),
    "rectification.measure_added": pgettext_lazy("deed", "measure added"),
    "rectification.measure_removed": pgettext_lazy("deed", "measure removed"),
    "rectification.measure_done": pgettext_lazy("deed", "measure done"),
    "rectification.measure_taken_back": pgettext_lazy("deed", "measure taken back"),
    "rectification.milestone_added": pgettext_lazy("deed", "stage added"),
    "rectification.milestone_removed": pgettext_lazy("deed", "stage removed"),
    "rectification.milestone_reached": pgettext_lazy("deed", "stage reached"),
    "rectification.progress_reported": pgettext_lazy("deed", "progress reported"),
    "rectification.evidence_added": pgettext_lazy("deed", "evidence added"),
    "rectification.evidence_withdrawn": pgettext_lazy("deed", "evidence withdrawn"),
    "rectification.import_sent": pgettext_lazy("deed", "workbook sent"),
    "rectification.import_applied": pgettext_lazy("deed", "workbook taken in"),
    "rectification.suggestion_drafted": pgettext_lazy("deed", "suggestion drafted"),
}

ROWS = {
    "rectification.rectificationplan": pgettext_lazy("row", "rectification plan"),
    "rectification.rectificationreport": pgettext_lazy("row", "rectification report"),
    "rectification.rectificationitem": pgettext_lazy("row", "rectification item"),
    "rectification.suggestion": pgettext_lazy("row", "suggestion"),
    "rectification.unitmeeting": pgettext_lazy("row", "meeting of the unit"),
}
