from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import deeds, files, jobs, tasks  # noqa: F401 - tasks hang up the worker's bell

        deeds.register(deeds.WORDS)
        files.register_source(jobs.results_visible_to)
