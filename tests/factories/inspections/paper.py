from datetime import date

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import StoredFile
from inspections.models import PaperEvidence, PaperHandler, TeamMeeting, WorkingPaper
from inspections.states.paper import PaperState
from tests.factories.accounts import UserFactory
from tests.factories.inspections.round import AssignmentFactory

COMPLETE = {
    "found_on": date(2026, 11, 12),
    "manifestation": "2023年至2025年，以专项工作补助名义发放补贴24.36万元。",
    "basis": "违反津贴补贴管理办法第七条。",
    "responsible_body": "局党组",
    "responsible_body_finding": "未经集体研究",
    "first_responsible": "时任党组书记",
    "first_responsible_finding": "签批发放方案",
    "main_leader": "分管副局长",
    "main_leader_finding": "审核发放表",
    "supervision": "机关纪委",
    "supervision_finding": "未提出不同意见",
}


class StoredFileFactory(DjangoModelFactory):
    class Meta:
        model = StoredFile

    original_name = factory.Sequence("发放表{}.pdf".format)
    content = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7\n", name="x.pdf"))
    content_type = "application/pdf"
    size = 9
    sha256 = "0" * 64
    uploaded_by = factory.SubFactory(UserFactory)


class TeamMeetingFactory(DjangoModelFactory):
    class Meta:
        model = TeamMeeting
        skip_postgeneration_save = True

    team = factory.SubFactory("tests.factories.inspections.team.TeamFactory")
    held_on = date(2026, 11, 20)
    title = "第3次组务会"
    minutes = "逐份研究底稿。"
    created_by = factory.SubFactory(UserFactory)


class PaperFactory(DjangoModelFactory):
    """A bare draft; ``complete`` fills every text, ``confirmed`` and ``signed`` move it on."""

    class Meta:
        model = WorkingPaper

    class Params:
        complete = factory.Trait(**COMPLETE)
        confirmed = factory.Trait(
            state=PaperState.CONFIRMED,
            submitted_at=factory.LazyFunction(timezone.now),
            meeting=factory.SubFactory(TeamMeetingFactory, team=factory.SelfAttribute("..team")),
        )
        signed = factory.Trait(
            state=PaperState.SIGNED,
            submitted_at=factory.LazyFunction(timezone.now),
            meeting=factory.SubFactory(TeamMeetingFactory, team=factory.SelfAttribute("..team")),
            serial=factory.SelfAttribute("provisional_serial"),
            number=factory.LazyAttribute(lambda paper: f"〔2026〕一巡-1组-{paper.serial:02d}号"),
            signed_by=factory.SubFactory(UserFactory),
            signed_at=factory.LazyFunction(timezone.now),
        )

    assignment = factory.SubFactory(AssignmentFactory, on_site=True)
    team = factory.SelfAttribute("assignment.team")
    body = factory.SelfAttribute("assignment.body")
    organization = factory.SelfAttribute("assignment.organization")
    provisional_serial = factory.Sequence(lambda n: n + 1)
    provisional_number = factory.LazyAttribute(
        lambda paper: f"〔2026〕一巡-1组-暂{paper.provisional_serial:02d}号"
    )
    title = "以专项工作补助名义违规发放津贴补贴"
    writer = factory.SubFactory(UserFactory)
    created_by = factory.SelfAttribute("writer")


class PaperHandlerFactory(DjangoModelFactory):
    class Meta:
        model = PaperHandler

    paper = factory.SubFactory(PaperFactory)
    person = factory.SubFactory(UserFactory)


class PaperEvidenceFactory(DjangoModelFactory):
    class Meta:
        model = PaperEvidence

    paper = factory.SubFactory(PaperFactory)
    number = factory.Sequence(lambda n: n + 1)
    file = factory.SubFactory(StoredFileFactory)
    caption = "专项工作补助发放表"
    source = "调阅21号"
    pages = "1–36"
