"""A working paper's way from the draft to the signature, and every no on it."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from accounts.models import JournalEntry, Notice
from accounts.roles import Role
from accounts.verdicts import NotAllowed, StaleEdit
from documents.models import IssuedDocument
from inspections.models import Issue, WorkingPaper
from inspections.rules.numbering import chinese_numeral, paper_number
from inspections.rules.paper import paper_checks
from inspections.services import issue as issue_services
from inspections.services import paper as services
from inspections.states.paper import PAPER_STEPS, PaperDeed, PaperState
from tests.factories.inspections.paper import TeamMeetingFactory
from tests.inspections.scene import Scene, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    """Refusals are compared as they stand in the code."""
    with override("en"):
        yield


@pytest.fixture
def scene() -> Scene:
    return Scene()


def state_of(paper: WorkingPaper) -> str:
    return WorkingPaper.objects.get(pk=paper.pk).state


def titles(person) -> list[str]:
    return [notice.title_template for notice in Notice.objects.filter(recipient=person)]


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一")]
)
def test_rounds_are_numbered_as_officials_write(number, written):
    assert chinese_numeral(number) == written


def test_a_paper_number_is_written_as_the_form_has_it():
    number = paper_number(year=2026, round_number=11, team_number=5, serial=6)

    assert number == "〔2026〕十一巡-5组-06号"


def test_a_draft_gets_its_provisional_number_handlers_and_evidence(scene):
    paper = scene.draft()

    year, team, round_ = timezone.localdate().year, scene.team, scene.team.round
    expected = f"〔{year}〕{chinese_numeral(round_.number)}巡-{team.number}组-暂01号"
    assert paper.provisional_number == expected
    assert paper.number == ""
    assert [handler.person for handler in paper.handlers.all()] == [scene.first, scene.second]
    assert [(piece.number, piece.caption) for piece in paper.evidence.all()] == [(1, "发放表")]


def test_papers_are_not_started_by_others_or_before_the_team_is_there(scene):
    stranger = Scene().leader
    with pytest.raises(NotAllowed, match="members of this team"):
        services.create_paper(scene.assignment, actor=stranger, handlers=[], title="x")

    scene.withdraw()
    with pytest.raises(NotAllowed, match="while the team is stationed"):
        scene.draft()
    assert WorkingPaper.objects.count() == 0


def test_a_handler_from_outside_the_team_is_refused_and_nothing_is_kept(scene):
    with pytest.raises(NotAllowed, match="not a member of this team"):
        scene.draft(handlers=[scene.first, scene.office])

    assert WorkingPaper.objects.count() == 0


def test_a_draft_is_saved_incomplete_and_a_stale_form_is_refused(scene):
    paper = scene.draft()
    opened = paper.version
    handlers = [scene.first, scene.second]
    services.save_paper(
        paper, version=opened, actor=scene.second, handlers=handlers, basis="", title="改过的标题"
    )
    mine = WorkingPaper.objects.get(pk=paper.pk)

    with pytest.raises(StaleEdit) as refusal:
        services.save_paper(
            mine, version=opened, actor=scene.first, handlers=handlers, title="我的标题"
        )

    assert "改过的标题" in [difference.theirs for difference in refusal.value.differences]
    kept = WorkingPaper.objects.get(pk=paper.pk)
    assert (kept.title, kept.basis) == ("改过的标题", "")


def test_evidence_is_corrected_and_removed_in_the_form(scene):
    paper = scene.draft(evidence=[scene.evidence(), scene.evidence(upload=pdf("流水.pdf"))])
    first, second = paper.evidence.all()

    services.save_paper(
        paper,
        version=paper.version,
        actor=scene.first,
        handlers=[scene.first, scene.second],
        evidence=[
            scene.evidence(pk=first.pk, upload=None, is_removed=True),
            scene.evidence(pk=second.pk, upload=None, pages="43–58"),
        ],
    )

    assert [(piece.number, piece.pages) for piece in paper.evidence.all()] == [(2, "43–58")]
    verbs = JournalEntry.objects.filter(verb__contains="evidence").values_list("verb", flat=True)
    assert set(verbs) == {
        "inspections.workingpaper.evidence_added",
        "inspections.workingpaper.evidence_changed",
        "inspections.workingpaper.evidence_removed",
    }


@pytest.mark.row("HLJ-29")
@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"focus_item": None}, "focus of supervision is not chosen"),
        ({"found_on": None}, "date on which this was found"),
        ({"manifestation": "  "}, "manifestation is not described"),
        ({"basis": ""}, "nature of the matter"),
        ({"responsible_body": ""}, "principal responsibility is empty"),
        ({"first_responsible_finding": ""}, "first responsible person is empty"),
        ({"main_leader_finding": ""}, "leader in charge is empty"),
        ({"supervision_finding": ""}, "supervision responsibility is empty"),
        ({"evidence": []}, "at least one file"),
    ],
)
def test_an_incomplete_paper_is_not_submitted_and_says_what_is_lacking(scene, changes, lack):
    paper = scene.draft(**changes)

    with pytest.raises(NotAllowed, match=lack):
        services.submit_paper(paper, actor=scene.first)

    assert state_of(paper) == PaperState.DRAFT


def test_one_handler_is_too_few(scene):
    paper = scene.draft(handlers=[scene.first])

    with pytest.raises(NotAllowed, match="only 1 handler"):
        services.submit_paper(paper, actor=scene.first)

    assert state_of(paper) == PaperState.DRAFT


def test_evidence_without_pages_is_named_by_its_number(scene):
    paper = scene.draft(evidence=[scene.evidence(), scene.evidence(pages="")])

    lacking = [check for check in paper_checks(paper) if not check.passed]

    assert [str(check.lack) for check in lacking] == [
        "Evidence 2 has no source or pages and cannot be held to the original."
    ]


def test_a_submitted_paper_is_put_before_the_deputies(scene):
    paper = scene.submitted()

    assert paper.submitted_at is not None
    assert titles(scene.deputy) == ["Working paper %(paper)s waits for your review"]
    with pytest.raises(NotAllowed, match="has been submitted"):
        services.save_paper(paper, version=paper.version, actor=scene.first, handlers=[scene.first])


def test_a_deputy_reviews_but_never_a_paper_of_his_own(scene):
    paper = scene.draft(handlers=[scene.first, scene.deputy])
    services.submit_paper(paper, actor=scene.first)
    for person, why in (
        (scene.deputy, "of which they are a handler"),
        (scene.leader, "Only a deputy"),
        (scene.office, "Only a deputy"),
    ):
        with pytest.raises(NotAllowed, match=why):
            services.review_paper(paper, actor=person, opinion="")

    services.review_paper(paper, actor=scene.member(Role.TEAM_DEPUTY), opinion="事实清楚。")

    assert state_of(paper) == PaperState.REVIEWED
    assert titles(scene.leader) == [
        "Working paper %(paper)s is reviewed and waits for the team meeting"
    ]


def test_a_return_needs_its_reason_and_leads_back_to_the_draft(scene):
    paper = scene.submitted()
    with pytest.raises(NotAllowed, match="what must be corrected"):
        services.return_paper(paper, actor=scene.deputy, reason="  ")

    services.return_paper(paper, actor=scene.deputy, reason="请补佐证。")

    assert state_of(paper) == PaperState.DRAFT
    assert [(s.deed, s.opinion) for s in paper.steps.all()] == [
        (PaperDeed.RETURNED, "请补佐证。"),
        (PaperDeed.SUBMITTED, ""),
    ]
    assert "Working paper %(paper)s was returned to you" in titles(scene.second)


def test_after_the_review_only_the_leader_returns(scene):
    paper = scene.reviewed()

    with pytest.raises(NotAllowed, match="the leader after it"):
        services.return_paper(paper, actor=scene.deputy, reason="再看")
    services.return_paper(paper, actor=scene.leader, reason="定性不准")

    assert state_of(paper) == PaperState.DRAFT


def test_a_paper_is_confirmed_in_a_meeting_of_its_own_team(scene):
    paper = scene.reviewed()
    with pytest.raises(NotAllowed, match="its own team"):
        services.confirm_paper(
            paper, actor=scene.leader, meeting=TeamMeetingFactory(), opinion="同意。"
        )
    with pytest.raises(NotAllowed, match="what the team meeting concluded"):
        services.confirm_paper(paper, actor=scene.leader, meeting=scene.meeting(), opinion="")

    meeting = scene.meeting()
    services.confirm_paper(paper, actor=scene.leader, meeting=meeting, opinion="同意。")

    assert state_of(paper) == PaperState.CONFIRMED
    assert paper.meeting == meeting


def test_the_leader_signs_and_the_paper_gets_number_and_document(scene):
    paper = scene.confirmed()
    with pytest.raises(NotAllowed, match="Only the team leader signs"):
        services.sign_paper(paper, actor=scene.deputy)

    services.sign_paper(paper, actor=scene.leader, opinion="同意。")

    kept = WorkingPaper.objects.get(pk=paper.pk)
    assert kept.number.endswith("组-01号")
    assert kept.signed_by == scene.leader
    document = IssuedDocument.objects.get()
    assert kept.document == document
    assert document.context["paper_number"] == kept.number
    assert document.context["review"]["text"] == "事实清楚。"
    assert document.number == ""


def test_numbers_of_a_team_have_no_gap_when_papers_are_void_in_between(scene):
    first = scene.signed()
    services.void_paper(scene.draft(), actor=scene.leader, reason="重复")
    second = scene.signed()

    assert [paper.serial for paper in (first, second)] == [1, 2]
    assert [paper.provisional_serial for paper in (first, second)] == [1, 3]


def test_a_paper_is_void_before_the_signature_with_a_reason(scene):
    paper = scene.submitted()
    with pytest.raises(NotAllowed, match="submitted paper by the leader"):
        services.void_paper(paper, actor=scene.first, reason="重复")
    with pytest.raises(NotAllowed, match="Say why"):
        services.void_paper(paper, actor=scene.leader, reason="")

    services.void_paper(paper, actor=scene.leader, reason="重复")

    assert state_of(paper) == PaperState.VOID
    with pytest.raises(NotAllowed, match="cannot be made void"):
        services.void_paper(scene.signed(), actor=scene.leader, reason="晚了")


DEEDS = {
    PaperState.SUBMITTED: lambda s, p: services.submit_paper(p, actor=s.first),
    PaperState.REVIEWED: lambda s, p: services.review_paper(p, actor=s.deputy, opinion=""),
    PaperState.CONFIRMED: lambda s, p: services.confirm_paper(
        p, actor=s.leader, meeting=s.meeting(), opinion="同意。"
    ),
    PaperState.SIGNED: lambda s, p: services.sign_paper(p, actor=s.leader),
    PaperState.VOID: lambda s, p: services.void_paper(p, actor=s.leader, reason="重复"),
}


@pytest.mark.parametrize("to", sorted(DEEDS))
@pytest.mark.parametrize("made", ["draft", "submitted", "reviewed", "confirmed", "signed"])
def test_every_step_that_the_table_does_not_allow_is_refused(scene, made, to):
    paper = getattr(scene, made)()
    before = paper.state
    if to in PAPER_STEPS[before]:
        DEEDS[to](scene, paper)
        assert state_of(paper) == to
        return

    with pytest.raises(NotAllowed):
        DEEDS[to](scene, paper)

    assert state_of(paper) == before


def test_a_stale_page_cannot_sign_twice(scene):
    paper = scene.confirmed()
    other = WorkingPaper.objects.get(pk=paper.pk)
    services.sign_paper(paper, actor=scene.leader)

    with pytest.raises(NotAllowed, match="already"):
        services.sign_paper(other, actor=scene.leader)

    assert IssuedDocument.objects.count() == 1


@pytest.mark.row("HLJ-29")
def test_only_a_signed_paper_makes_an_issue_and_only_one(scene):
    with pytest.raises(NotAllowed, match="Only a signed working paper"):
        issue_services.make_issue(scene.confirmed(), actor=scene.leader, title="标题", text="原文")
    assert Issue.objects.count() == 0
    issue = scene.issue()

    with pytest.raises(NotAllowed, match="one paper, one issue"):
        issue_services.make_issue(issue.paper, actor=scene.leader, title="标题", text="原文")

    assert list(Issue.objects.all()) == [issue]
    assert issue.focus_item == scene.focus_item
    assert issue.number == 1


def test_the_office_files_a_teams_records_after_it_left(scene):
    signed = scene.signed()
    with pytest.raises(NotAllowed, match="after the team has withdrawn"):
        services.file_records(scene.assignment, actor=scene.office)
    scene.withdraw()
    with pytest.raises(NotAllowed, match="Only the inspection office"):
        services.file_records(scene.assignment, actor=scene.leader)
    assert set(WorkingPaper.objects.visible_to(scene.office)) == set()

    filed = services.file_records(scene.assignment, actor=scene.office)

    assert filed == (1, 0)
    assert set(WorkingPaper.objects.visible_to(scene.office)) == {signed}


def test_a_recused_leader_signs_nothing(scene):
    paper = scene.confirmed()
    scene.leader.recusals.create(
        organization=scene.unit, reason="配偶在该单位", decided_by=scene.office
    )

    with pytest.raises(NotAllowed, match="Only the team leader"):
        services.sign_paper(paper, actor=scene.leader)

    assert state_of(paper) == PaperState.CONFIRMED


def test_a_meeting_has_two_present_and_is_recorded_by_leader_or_liaison(scene):
    fields = {"held_on": timezone.localdate(), "title": "第1次组务会", "minutes": "研究底稿。"}
    with pytest.raises(NotAllowed, match="at least two people"):
        services.hold_meeting(
            scene.assignment, actor=scene.leader, attendees=[scene.leader], **fields
        )
    present = [scene.leader, scene.deputy]
    with pytest.raises(NotAllowed, match="leader or the liaison"):
        services.hold_meeting(scene.assignment, actor=scene.first, attendees=present, **fields)

    meeting = services.hold_meeting(
        scene.assignment, actor=scene.leader, attendees=present, upload=pdf("纪要.pdf"), **fields
    )

    assert set(meeting.attendees.all()) == set(present)
    assert meeting.file.original_name == "纪要.pdf"
