from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    name = "deadlines"
    verbose_name = _("Deadlines")

    def ready(self) -> None:
        from accounts import deeds, files
        from deadlines import seeds
        from deadlines.deeds import WORDS
        from deadlines.models import Extension

        deeds.register(WORDS)
        post_migrate.connect(seeds.plant, sender=self)
        files.register_source(
            lambda user: (
                Extension.objects.visible_to(user).exclude(evidence=None).values("evidence_id")
            )
        )
