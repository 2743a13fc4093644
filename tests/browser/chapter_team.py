"""The round: opened, its team named, checked and authorised; the unit told and the team on site."""

from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from documents.models import IssuedDocument
from inspections.models import PoolEntry
from inspections.states.assignment import AssignmentState
from inspections.states.round import InspectionKind
from inspections.states.team import MemberKind, OrganizationMode, TeamState
from tests.browser.hands import is_offered, look_at, press, send, write
from tests.browser.story import TEAM_PEOPLE, Story


def send_a_team(story: Story) -> None:
    office_opens_the_round(story)
    office_forms_the_team(story)
    members_declare(story)
    leading_group_authorizes(story)
    office_issues_the_notices(story)
    unit_signs_for_its_notice(story)
    leader_records_the_entry(story)


def office_opens_the_round(story: Story) -> None:
    page = story.at("office_staff")
    look_at(page, story.plan)
    press(page, "inspections:round_open", story.plan.plan_rounds.get().pk)
    send(
        page, "#entry", name="第一轮巡察", kind=InspectionKind.REGULAR, targets_per_team=2,
        station_from=story.day(0), station_to=story.day(60),
    )  # fmt: skip
    story.round = story.plan.rounds.get()
    look_at(story.at("group_leader"), story.round)
    press(story.at("group_leader"), "inspections:round_approve", story.round.pk)
    look_at(page, story.round)
    press(page, "inspections:round_stage", story.round.pk)


def office_forms_the_team(story: Story) -> None:
    """One team of two targets, its people taken from the pool."""
    page = story.at("office_staff")
    look_at(page, story.round)
    press(page, "inspections:round_teams", story.round.pk)
    send(page, "#entry", count=1, name="市委第{}巡察组", mode=OrganizationMode.DIRECT)
    press(page, "inspections:round_distribute", story.round.pk)
    story.team = story.round.teams.get()
    assert story.team.assignments.count() == 2
    story.assignment = story.team.assignments.get(organization=story.world.unit_a)
    for name, person in story.team_people.items():
        _enter_into_pool(page, person, may_lead=name == "leader")
        look_at(page, story.team)
        press(page, "inspections:member_new", story.team.pk)
        entry = PoolEntry.objects.get(person=person)
        kind = MemberKind.STANDING
        send(page, "#entry", entry=entry.pk, role=TEAM_PEOPLE[name], member_kind=kind)
    press(page, "inspections:team_ask", story.team.pk)


def _enter_into_pool(page: Page, person: User, *, may_lead: bool) -> None:
    look_at(page, reverse("inspections:pool"))
    press(page, "inspections:pool_new")
    if may_lead:
        write(page, "#entry", may_lead=True)
    send(page, "#entry", person=person.username)


def members_declare(story: Story) -> None:
    """Each for himself, about both targets; until then the team cannot be authorised."""
    group = story.at("group_leader")
    look_at(group, story.team)
    assert not is_offered(group, "inspections:team_authorize", story.team.pk)
    for name, person in story.team_people.items():
        page = story.at(name)
        look_at(page, story.team.members.get(person=person).declaration_url)
        answers = {
            f"o{unit.pk}-has_conflict": "no" for unit in (story.world.unit_a, story.world.unit_b)
        }
        send(page, "#entry", **answers)


def leading_group_authorizes(story: Story) -> None:
    page = story.at("group_leader")
    look_at(page, story.team)
    press(page, "inspections:team_authorize", story.team.pk)
    send(page, "#entry", valid_from=story.day(0), valid_to=story.day(90), basis="领导小组会议纪要")
    story.team.refresh_from_db()
    assert story.team.state == TeamState.AUTHORIZED


def office_issues_the_notices(story: Story) -> None:
    page = story.at("office_staff")
    for assignment in story.team.assignments.all():
        look_at(page, assignment)
        press(page, "inspections:notice_new", assignment.pk)
        send(
            page, "#entry", focus="落实全面从严治党责任情况\n落实组织路线情况",
            requirements="确定一名联络员。", telephone="0900-1234567",
        )  # fmt: skip
    story.let_the_worker_work()


def unit_signs_for_its_notice(story: Story) -> None:
    page = story.at("unit_head")
    look_at(page, story.assignment)
    press(page, "inspections:notice_sign", story.assignment.pk)

    story.assignment.refresh_from_db()
    document: IssuedDocument = story.assignment.notice.document
    assert document.pdf is not None
    assert story.assignment.notice.signed_by == story.world.unit_head


def leader_records_the_entry(story: Story) -> None:
    page = story.at("leader")
    look_at(page, story.assignment)
    press(page, "inspections:assignment_enter", story.assignment.pk)
    send(page, "#entry", on=story.day(0), reason="机动巡察，经批准当日进驻")

    story.assignment.refresh_from_db()
    assert story.assignment.state == AssignmentState.STATIONED
