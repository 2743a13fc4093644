"""The statutory ways of looking into a matter (regulation of 2015, article 17), and our own."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class MethodKind(TextChoices):
    HEARING = "hearing", pgettext_lazy("method", "Hearing reports")
    TALK = "talk", pgettext_lazy("method", "Talk")
    PETITION = "petition", pgettext_lazy("method", "Petition reception")
    PERSONAL_MATTERS = (
        "personal_matters",
        pgettext_lazy("method", "Check of reported personal matters"),
    )
    INQUIRY = "inquiry", pgettext_lazy("method", "Inquiry of persons who know")
    FILE_REVIEW = "file_review", pgettext_lazy("method", "File review")
    DISCUSSION = "discussion", pgettext_lazy("method", "Discussion meeting")
    ATTENDANCE = "attendance", pgettext_lazy("method", "Attending a meeting")
    QUESTIONNAIRE = "questionnaire", pgettext_lazy("method", "Vote or questionnaire")
    VISIT = "visit", pgettext_lazy("method", "Visit below the organization")
    SPECIAL_CHECK = "special_check", pgettext_lazy("method", "Special check")
    ASSISTANCE = "assistance", pgettext_lazy("method", "Assistance of another organ")
    LOCAL = "local", pgettext_lazy("method", "Local method")


# Two people hold these, always: a talk by one alone proves nothing.
TWO_HANDLERS = (MethodKind.TALK, MethodKind.INQUIRY, MethodKind.PETITION)
