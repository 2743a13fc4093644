"""Rounds nine and ten: one being rectified, one on site. Fifteen teams of two targets (一托二)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Organization, User
from accounts.roles import Role
from config.demo.cast import TEAM_LOGINS, Cast
from config.demo.clock import on
from config.demo.places import Places
from inspections.models import Assignment, InspectionPlan, Round, Team
from inspections.services import authorization, notice, pool, recusal
from inspections.services import round as rounds
from inspections.services import team as teams
from inspections.states.round import InspectionKind
from inspections.states.team import MemberKind, RecusalGround

TEAM_ROLES = [
    Role.TEAM_LEADER, Role.TEAM_DEPUTY, Role.TEAM_LIAISON, Role.TEAM_MEMBER, Role.TEAM_MEMBER,
    Role.TEAM_SPECIALIST,
]  # fmt: skip
POSTS = {
    Role.TEAM_LEADER: "正厅级巡视专员",
    Role.TEAM_DEPUTY: "副厅级巡视专员",
    Role.TEAM_LIAISON: "一级调研员",
    Role.TEAM_MEMBER: "三级调研员",
    Role.TEAM_SPECIALIST: "干部监督处干部",
}
SPECIALITIES = ["财务审计", "组织人事", "工程建设", "纪检监察", "法律", "政策研究", "信息技术"]
NOTICE_FOCUS = [
    "落实党的路线方针政策和党中央决策部署情况",
    "落实全面从严治党战略部署情况",
    "落实新时代党的组织路线情况",
    "落实巡视、审计等监督发现问题整改情况",
]
NOTICE_NEEDS = [
    "提前准备专题汇报材料，汇报中谈问题部分不少于七成。",
    "确定一名联络员，配合巡视组调阅资料、安排谈话。",
    "进驻期间在本单位门户网站和办公场所公布巡视公告。",
]


@dataclass(frozen=True)
class Schedule:
    """When things happen in a round."""

    number: int
    opened: date
    authorized: date
    station_from: date
    station_to: date
    authority_ends: date


def schedules(today: date) -> tuple[Schedule, Schedule]:
    """Round nine left its units five months ago; round ten is in its fourth week on site."""
    ninth = today - timedelta(days=240)
    tenth = today - timedelta(days=24)
    return (
        Schedule(9, ninth - timedelta(40), ninth - timedelta(12), ninth, ninth + timedelta(60), today + timedelta(45)),
        Schedule(10, tenth - timedelta(40), tenth - timedelta(12), tenth, tenth + timedelta(60), tenth + timedelta(150)),
    )  # fmt: skip


def build(plan: InspectionPlan, places: Places, cast: Cast, schedule: Schedule) -> Round:
    """Open, staff, check, authorise and announce one round."""
    office = cast["office"]
    with on(schedule.opened):
        round_ = rounds.open_planned_round(
            plan.plan_rounds.get(number=schedule.number),
            name=f"第十三届省委第{'九' if schedule.number == 9 else '十'}轮巡视",
            kind=InspectionKind.REGULAR, targets_per_team=2, station_from=schedule.station_from,
            station_to=schedule.station_to, actor=office,
        )  # fmt: skip
        rounds.approve_round(round_, actor=cast["group"])
        rounds.declare_stage(round_, seen=round_.state, actor=office)
        formed = teams.form_teams(round_, count=15, name="省委第{}巡视组", actor=office)
        teams.distribute(round_, actor=office)
        for team in formed:
            _staff(team, places, cast, schedule.number)
    for team in formed:
        _authorize(team, cast, schedule)
    with on(schedule.authorized + timedelta(2)):
        for assignment in round_.assignments.select_related("organization"):
            notice.issue_notice(
                assignment, focus=NOTICE_FOCUS, requirements=NOTICE_NEEDS,
                contact={"telephone": "0900-1234567", "hours": "工作日 8:30—17:30"}, actor=office,
            )  # fmt: skip
    return round_


def _staff(team: Team, places: Places, cast: Cast, round_number: int) -> None:
    counters: dict[str, int] = {}
    targets = [
        row.organization for row in team.assignments.order_by("pk").select_related("organization")
    ]
    for seat, role in enumerate(TEAM_ROLES):
        counters[role] = counters.get(role, 0) + 1
        username = _username(role, counters[role], team.number, round_number)
        home = places.personnel if role == Role.TEAM_SPECIALIST else places.body
        person = cast.add(username, home, post=POSTS[role])
        is_known = _is_conflicted(team, role)
        pool.enter_into_pool(
            body=places.body,
            person=person,
            may_lead=role == Role.TEAM_LEADER,
            speciality=SPECIALITIES[(team.number + seat) % len(SPECIALITIES)],
            native_place=_elsewhere(places.cities, targets, team.number + seat),
            former_unit=targets[0] if is_known else None,
            left_on=timezone.localdate() - timedelta(days=500) if is_known else None,
            actor=cast["office"],
        )
        kind = MemberKind.EXPERT if role == Role.TEAM_SPECIALIST else MemberKind.STANDING
        teams.name_member(team, person=person, role=role, member_kind=kind, actor=cast["office"])


def _elsewhere(cities: list[Organization], targets: list[Organization], start: int) -> Organization:
    """A home town in which none of the team's targets lies."""
    turned = cities[start % len(cities) :] + cities[: start % len(cities)]
    return next(
        city for city in turned if not any(one.path.startswith(city.path) for one in targets)
    )


def _is_conflicted(team: Team, role: str) -> bool:
    """Whoever has to keep away from the first target of the third team."""
    return team.number == 3 and role == Role.TEAM_SPECIALIST


def _username(role: str, count: int, team_number: int, round_number: int) -> str:
    """``leader`` is the leader of the ninth round's first team; others carry their numbers."""
    name = TEAM_LOGINS[Role(role)] + ("b" if count > 1 else "")
    if round_number == 9 and team_number == 1:
        return name
    return f"{name}-{round_number}-{team_number}"


def _authorize(team: Team, cast: Cast, schedule: Schedule) -> None:
    """Declarations first, one of them upheld in the third team; then the authority, dated."""
    with on(schedule.authorized - timedelta(8)):
        teams.ask_for_declarations(team, actor=cast["office"])
    with on(schedule.authorized - timedelta(5)):
        for member in team.members.serving().select_related("person"):
            for assignment in team.assignments.select_related("organization"):
                _declare(member, assignment, cast)
    with on(schedule.authorized):
        authorization.authorize_team(
            team, valid_from=schedule.authorized, valid_to=schedule.authority_ends,
            basis="省委巡视工作领导小组会议纪要", actor=cast["group"],
        )  # fmt: skip


def _declare(member, assignment: Assignment, cast: Cast) -> None:
    first = member.team.assignments.order_by("pk").first() == assignment
    conflict = _is_conflicted(member.team, member.role) and first
    declaration = recusal.declare(
        member,
        organization=assignment.organization,
        has_conflict=conflict,
        ground=RecusalGround.RELATIVE if conflict else "",
        statement="配偶在该单位工作。" if conflict else "",
        actor=member.person,
    )
    if conflict:
        recusal.decide(
            declaration, upheld=True, reason="申报属实，不参与该单位巡视。", actor=cast["office"]
        )


def person_of(team: Team, role: str) -> User:
    """The one who holds ``role`` in the team."""
    return team.members.serving().filter(role=role).select_related("person").first().person


def declare(round_: Round, *stages: str, cast: Cast) -> None:
    """The office declares one stage after the other."""
    for stage in stages:
        round_.refresh_from_db()
        rounds.declare_stage(round_, seen=round_.state, actor=cast["office"])
        round_.refresh_from_db()
        if round_.state != stage:
            raise ValueError(f"{round_} is in {round_.state}, not in {stage}")
