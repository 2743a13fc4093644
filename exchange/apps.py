from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "exchange"

    def ready(self) -> None:
        from accounts import deeds
        from exchange.deeds import WORDS

        deeds.register(WORDS)
