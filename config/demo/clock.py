"""A past for the demonstration: services are called as if on the day they are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Field
from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")
REAL_NOW = timezone.now


@contextmanager
def on(day: date, hour: int = 10) -> Iterator[None]:
    """Let everything that asks for the time be told ``day``."""
    moment = datetime.combine(day, time(hour), SHANGHAI)
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = REAL_NOW


@contextmanager
def columns_follow() -> Iterator[None]:
    """Let columns that default to the present ask anew, instead of the clock they were born with."""
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.default is REAL_NOW
    ]
    for field in fields:
        _set_default(field, lambda: timezone.now())
    try:
        yield
    finally:
        for field in fields:
            _set_default(field, REAL_NOW)


def _set_default(field: Field, default: object) -> None:
    field.default = default
    field.__dict__.pop("_get_default", None)
