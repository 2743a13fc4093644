"""The measures of the ledger's items: what the share of measures done is counted from."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from rectification.models import Measure
from rectification.selectors.ledger import ledger


def measures(user: User, **conditions: Any) -> QuerySet[Measure]:
    """The measures of the items that meet the conditions of the ledger."""
    items = ledger(user, **conditions).order_by().values("pk")
    return Measure.objects.filter(item__in=items).select_related("item__organization", "leader")


def measures_url(**conditions: Any) -> str:
    return f"{reverse('rectification:measure_list')}?{urlencode(conditions)}"
