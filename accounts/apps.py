from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import files, jobs, tasks  # noqa: F401 - tasks hang up the worker's bell

        files.register_source(jobs.results_visible_to)
