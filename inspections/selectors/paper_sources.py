"""Which files and printed documents a person may open because of a row they see."""

from django.db.models import QuerySet

from accounts.models import User
from inspections.models import (
    ActivityFile,
    Feedback,
    PaperEvidence,
    ReportStep,
    TeamMeeting,
    WorkingPaper,
)


def evidence_files(user: User) -> QuerySet:
    return PaperEvidence.objects.visible_to(user).values("file")


def activity_files(user: User) -> QuerySet:
    return ActivityFile.objects.visible_to(user).values("file")


def meeting_files(user: User) -> QuerySet:
    return TeamMeeting.objects.visible_to(user).exclude(file=None).values("file")


def report_files(user: User) -> QuerySet:
    return ReportStep.objects.visible_to(user).exclude(file=None).values("file")


def paper_documents(user: User) -> QuerySet:
    return WorkingPaper.objects.visible_to(user).exclude(document=None).values("document")


def feedback_documents(user: User) -> QuerySet:
    return Feedback.objects.visible_to(user).exclude(document=None).values("document")


FILES = (evidence_files, activity_files, meeting_files, report_files)
DOCUMENTS = (paper_documents, feedback_documents)
