"""One team on site with everybody a paper passes through on its way to the unit."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.roles import Role
from inspections.models import FocusFramework, FocusItem, Issue, TeamMeeting, WorkingPaper
from inspections.services import issue as issue_services
from inspections.services import paper as services
from inspections.services.evidence import EvidenceEntry
from inspections.states.assignment import AssignmentState
from tests.factories.accounts import DutyFactory, UserFactory
from tests.factories.inspections.paper import COMPLETE, TeamMeetingFactory
from tests.factories.inspections.round import AssignmentFactory
from tests.factories.inspections.team import TeamAuthorizationFactory, serving


def pdf(name: str = "发放表.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\n%%EOF")


class Scene:
    def __init__(self) -> None:
        self.authorization = TeamAuthorizationFactory()
        self.team = self.authorization.team
        self.body = self.team.body
        self.assignment = AssignmentFactory(team=self.team, on_site=True)
        self.unit = self.assignment.organization
        self.leader = self.member(Role.TEAM_LEADER)
        self.deputy = self.member(Role.TEAM_DEPUTY)
        self.first = self.member()
        self.second = self.member()
        self.office = self.official(Role.OFFICE_DIRECTOR)
        self.group = self.official(Role.GROUP_LEADER)
        self.head = self.official(Role.UNIT_HEAD, self.unit)
        self.focus_item = focus_item()

    def member(self, role: Role = Role.TEAM_MEMBER) -> User:
        return serving(self.authorization, role=role).person

    def official(self, role: Role, organization=None) -> User:
        place = organization or self.body
        person = UserFactory(organization=place)
        DutyFactory(person=person, role=role, organization=place)
        return person

    def evidence(self, **changes) -> EvidenceEntry:
        fields = {"caption": "发放表", "source": "调阅21号", "pages": "1–36", "upload": pdf()}
        return EvidenceEntry(**{**fields, **changes})

    def draft(self, **changes) -> WorkingPaper:
        """A complete draft by two handlers."""
        fields = {
            "title": "以专项工作补助名义违规发放津贴补贴",
            "focus_item": self.focus_item,
            "handlers": [self.first, self.second],
            "evidence": [self.evidence()],
            **COMPLETE,
        }
        return services.create_paper(self.assignment, actor=self.first, **{**fields, **changes})

    def meeting(self) -> TeamMeeting:
        return TeamMeetingFactory(team=self.team)

    def submitted(self) -> WorkingPaper:
        paper = self.draft()
        services.submit_paper(paper, actor=self.first)
        return paper

    def reviewed(self) -> WorkingPaper:
        paper = self.submitted()
        services.review_paper(paper, actor=self.deputy, opinion="事实清楚。")
        return paper

    def confirmed(self) -> WorkingPaper:
        paper = self.reviewed()
        meeting = self.meeting()
        services.confirm_paper(paper, actor=self.leader, meeting=meeting, opinion="同意。")
        return paper

    def signed(self) -> WorkingPaper:
        paper = self.confirmed()
        services.sign_paper(paper, actor=self.leader)
        return paper

    def issue(self) -> Issue:
        paper = self.signed()
        return issue_services.make_issue(
            paper, actor=self.leader, title=paper.title, text=paper.manifestation
        )

    def withdraw(self) -> None:
        """The team leaves the place."""
        type(self.assignment).objects.filter(pk=self.assignment.pk).update(
            state=AssignmentState.WITHDRAWN, withdrawn_on=self.assignment.entered_on
        )
        self.assignment.refresh_from_db()


def focus_item() -> FocusItem:
    """The second of the four points, put back where a flush has taken the seeded ones."""
    framework, _new = FocusFramework.objects.get_or_create(
        name="四个落实", defaults={"edition": "2019", "effective_from": date(2019, 1, 1)}
    )
    found, _new = FocusItem.objects.get_or_create(
        framework=framework, number=2, defaults={"name": "落实全面从严治党战略部署"}
    )
    return found
