"""How the deeds of this app read in the journal; steps are named by the state they lead to."""

from django.utils.translation import pgettext_lazy

WORDS = {
    "leads.lead.registered": pgettext_lazy("deed", "lead registered"),
    "leads.lead.amended": pgettext_lazy("deed", "lead amended"),
    "leads.lead.opened": pgettext_lazy("deed", "lead opened"),
    "leads.lead.opened_with_informant": pgettext_lazy("deed", "lead opened with the informant"),
    "leads.lead.opening_refused": pgettext_lazy("deed", "opening of the lead refused"),
    "leads.lead.shut": pgettext_lazy("deed", "lead shut"),
    "leads.handover.received": pgettext_lazy("deed", "handover received"),
    "leads.outcome.reported": pgettext_lazy("deed", "outcome reported"),
    "leads.figures.entered": pgettext_lazy("deed", "figures of the period entered"),
}
