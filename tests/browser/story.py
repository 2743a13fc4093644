"""Who acts in the walk, and where each of them sits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import Page

from accounts.jobs import run_waiting
from accounts.models import User
from inspections.models import Assignment, Feedback, InspectionPlan, Round, Team
from rectification.models import RectificationItem, RectificationPlan
from tests.factories.accounts import UserFactory
from tests.world import World

TEAM_PEOPLE = {
    "leader": "team_leader",
    "deputy": "team_deputy",
    "liaison": "team_liaison",
    "member": "team_member",
}


@dataclass
class Story:
    """The walk so far: its people by name, and the rows that it made."""

    world: World
    sit: Callable[[User], Page]
    today: date = field(default_factory=timezone.localdate)
    team_people: dict[str, User] = field(default_factory=dict)
    plan: InspectionPlan = None  # type: ignore[assignment]
    round: Round = None  # type: ignore[assignment]
    team: Team = None  # type: ignore[assignment]
    assignment: Assignment = None  # type: ignore[assignment]
    feedback: Feedback = None  # type: ignore[assignment]
    rectification: RectificationPlan = None  # type: ignore[assignment]
    item: RectificationItem = None  # type: ignore[assignment]

    def at(self, name: str) -> Page:
        """The page of the person called ``name``: a role of the world, or one of the team."""
        return self.sit(self.team_people.get(name) or self.world.person(name))

    def day(self, days: int) -> str:
        return (self.today + timedelta(days)).isoformat()

    def let_the_worker_work(self) -> None:
        assert run_waiting(most=20) > 0


def name_team_people(story: Story) -> None:
    """Four people of the office's own who have no right yet: what they get, the team gives."""
    for number, name in enumerate(TEAM_PEOPLE, start=1):
        story.team_people[name] = UserFactory(
            username=f"walker-{name}", full_name=f"组员{number}", organization=story.world.body
        )
