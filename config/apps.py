from django.apps import AppConfig

from config import celery


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Whoever queues a task, be it a command or a thread of the web, finds the site's queue.

        Celery remembers the app it was given for one thread only, and in every other would make up
        one that knows no settings.
        """
        celery.app.set_default()
