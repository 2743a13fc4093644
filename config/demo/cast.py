"""The people of the demonstration: one log-in a role, and two teams' worth of colleagues a team."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from accounts import services
from accounts.models import Organization, User
from accounts.roles import Role
from config.demo import names
from config.demo.places import Places

PASSWORD = "xunshi-2026-demo"  # noqa: S105 - printed for everybody; demonstration only
SINCE = date(2022, 1, 1)

# username, role, where: the log-ins that `make demo` prints. Team roles come with the teams.
LOGINS = [
    ("committee", Role.COMMITTEE_LEADER, "body"),
    ("group", Role.GROUP_LEADER, "body"),
    ("groupmember", Role.GROUP_MEMBER, "body"),
    ("director", Role.OFFICE_DIRECTOR, "body"),
    ("office", Role.OFFICE_STAFF, "body"),
    ("leadclerk", Role.LEAD_CLERK, "body"),
    ("petition", Role.PETITION_CLERK, "body"),
    ("coordination", Role.COORDINATION_GROUP, "body"),
    ("discipline", Role.DISCIPLINE_REVIEWER, "discipline"),
    ("casemanager", Role.DISCIPLINE_CASE_MANAGER, "discipline"),
    ("casemanager2", Role.DISCIPLINE_CASE_MANAGER, "discipline"),
    ("leadclerk2", Role.LEAD_CLERK, "body"),
    ("organization", Role.ORGANIZATION_REVIEWER, "personnel"),
    ("publicity", Role.PUBLICITY_REVIEWER, "body"),
    ("archivist", Role.ARCHIVIST, "body"),
    ("client", Role.API_CLIENT, "body"),
    ("sysadmin", Role.SYSTEM_ADMIN, "body"),
    ("secadmin", Role.SECURITY_ADMIN, "body"),
    ("audit", Role.AUDIT_ADMIN, "body"),
    ("sysadmin2", Role.SYSTEM_ADMIN, "body"),
    ("secadmin2", Role.SECURITY_ADMIN, "body"),
]
TEAM_LOGINS = {
    Role.TEAM_LEADER: "leader",
    Role.TEAM_DEPUTY: "deputy",
    Role.TEAM_LIAISON: "liaison",
    Role.TEAM_MEMBER: "member",
    Role.TEAM_SPECIALIST: "specialist",
}


@dataclass
class Cast:
    """Who acts in the demonstration, by user name, and a supply of further names."""

    people: dict[str, User] = field(default_factory=dict)
    supply: Iterator[str] = field(default_factory=names.people)
    password_hash: str = field(default_factory=lambda: make_password(PASSWORD))

    def __getitem__(self, username: str) -> User:
        return self.people[username]

    def add(self, username: str, organization: Organization, post: str = "") -> User:
        person = services.add_person(
            actor=None,
            username=username,
            full_name=next(self.supply),
            organization=organization,
            post=post,
        )
        # One hash for all: hashing hundreds of times would be most of the loading time.
        User.objects.filter(pk=person.pk).update(password=self.password_hash)
        self.people[username] = person
        return person

    def add_with_duty(
        self, username: str, role: str, organization: Organization, home: Organization | None = None
    ) -> User:
        """A person with a standing duty for ``organization``, at home there or elsewhere."""
        person = self.add(username, home or organization)
        services.grant_duty(person, role, organization, actor=None, valid_from=SINCE)
        return person


def build(places: Places) -> Cast:
    """Everybody whose duty stands without a team."""
    cast = Cast()
    for username, role, home in LOGINS:
        cast.add_with_duty(username, role, places.body, getattr(places, home))
    return cast


def add_unit(cast: Cast, unit: Organization, suffix: str = "") -> None:
    """The head, a leader in charge, the liaison and the stationed group of one unit."""
    cast.add_with_duty(f"head{suffix}", Role.UNIT_HEAD, unit)
    cast.add_with_duty(f"unitleader{suffix}", Role.UNIT_LEADER, unit)
    cast.add_with_duty(f"unit{suffix}", Role.UNIT_LIAISON, unit)
    cast.add_with_duty(f"stationed{suffix}", Role.STATIONED_GROUP, unit)
