from django.utils import timezone

from accounts.models import Organization
from leads.models import LeadSeries


def take_number(body: Organization, kind: str) -> str:
    """The next number of a series, without gaps: the row stays locked until the deed is saved."""
    year = timezone.localdate().year
    LeadSeries.objects.get_or_create(body=body, kind=kind, year=year)
    series = LeadSeries.objects.select_for_update(of=("self",)).get(body=body, kind=kind, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{year}-{series.last:04}"
