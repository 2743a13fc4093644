"""How the deeds of this app read in the journal; steps are named by the state they lead to."""

from django.utils.translation import pgettext_lazy

WORDS = {
    "workday.listed": pgettext_lazy("deed", "working day set"),
    "calendaryear.imported": pgettext_lazy("deed", "calendar of a year taken in"),
    "deadlinerule.revised": pgettext_lazy("deed", "deadline rule revised"),
    "rung.added": pgettext_lazy("deed", "step of the ladder added"),
    "clock.started": pgettext_lazy("deed", "deadline set"),
    "clock.stopped": pgettext_lazy("deed", "deadline met"),
    "clock.reopened": pgettext_lazy("deed", "deadline runs again"),
    "clock.rebased": pgettext_lazy("deed", "deadline counted from another day"),
    "clock.paused": pgettext_lazy("deed", "deadline paused"),
    "clock.resumed": pgettext_lazy("deed", "deadline resumed"),
    "clock.extension_requested": pgettext_lazy("deed", "extension asked for"),
    "clock.extension_granted": pgettext_lazy("deed", "extension granted"),
    "clock.extension_refused": pgettext_lazy("deed", "extension refused"),
    "clock.extension_lapsed": pgettext_lazy("deed", "extension lapsed"),
    "clock.long_term": pgettext_lazy("deed", "marked as long-term"),
    "clock.reprojected": pgettext_lazy("deed", "due day worked out anew"),
    "clock.reminded": pgettext_lazy("deed", "reminder sent"),
}
