from leads.models.course import Disposition, Handover, LeadStep, Outcome
from leads.models.custody import LeadAttachment, LeadKey, LeadOpening, LeadSeries
from leads.models.figures import PeriodFigure
from leads.models.lead import Lead, LeadPerson, LeadQuerySet

__all__ = [
    "Disposition",
    "Handover",
    "Lead",
    "LeadAttachment",
    "LeadKey",
    "LeadOpening",
    "LeadPerson",
    "LeadQuerySet",
    "LeadSeries",
    "LeadStep",
    "Outcome",
    "PeriodFigure",
]
