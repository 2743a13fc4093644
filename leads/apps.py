from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    name = "leads"
    verbose_name = _("Leads")

    def ready(self) -> None:
        from accounts import deeds
        from deadlines import subjects
        from leads.deeds import WORDS
        from leads.selectors import clocks
        from leads.services.handing import CLOCK_KIND

        deeds.register(WORDS)
        subjects.register(
            CLOCK_KIND,
            label=_("A transferred matter"),
            recipients=clocks.recipients,
            visible=clocks.clocks_visible_to,
            is_neutral=True,
        )
