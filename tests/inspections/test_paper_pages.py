"""The pages keep what was typed, say what is lacking, and cost the same for one row and three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from inspections.models import Activity, Method, WorkingPaper
from inspections.selectors.fieldwork import fieldwork_table
from inspections.selectors.paper import waiting_papers
from inspections.services import fieldwork
from inspections.states.paper import PaperState
from tests.factories.inspections.fieldwork import ActivityFactory
from tests.factories.inspections.issue import (
    FeedbackFactory,
    IssueFactory,
    ReportFactory,
)
from tests.factories.inspections.paper import PaperFactory, TeamMeetingFactory
from tests.factories.inspections.round import AssignmentFactory
from tests.inspections.scene import Scene, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def sent(scene: Scene, **changes) -> dict:
    """The long form as a browser sends it, with no evidence row filled."""
    values = {
        "title": "以专项工作补助名义违规发放津贴补贴",
        "writer": scene.first.pk,
        "handlers": [scene.first.pk, scene.second.pk],
        "evidence-TOTAL_FORMS": 1,
        "evidence-INITIAL_FORMS": 0,
        "evidence-0-form": "copy",
        "deed": "save",
    }
    return {**values, **changes}


def test_a_refused_form_keeps_what_was_typed_and_saves_nothing(scene, sign_in):
    client = sign_in(scene.first)
    url = reverse("inspections:paper_new", args=[scene.assignment.pk])

    answer = client.post(url, sent(scene, title="", manifestation="写了一半的现象"))

    assert answer.status_code == 200
    assert "写了一半的现象" in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"title"}
    assert WorkingPaper.objects.count() == 0


def test_an_incomplete_paper_is_saved_and_says_what_is_lacking(scene, sign_in):
    client = sign_in(scene.first)
    url = reverse("inspections:paper_new", args=[scene.assignment.pk])

    answer = client.post(url, sent(scene, deed="submit"), follow=True)

    paper = WorkingPaper.objects.get()
    assert paper.state == PaperState.DRAFT
    assert answer.context["show_lacks"] is True
    assert "#id_basis" in answer.content.decode()


def test_a_file_of_a_wrong_kind_is_refused_with_its_reason_and_the_text_stays(scene, sign_in):
    client = sign_in(scene.first)
    url = reverse("inspections:paper_new", args=[scene.assignment.pk])
    wrong = pdf("表.pdf")
    wrong.file.write(b"MZ not a pdf")
    wrong.seek(0)

    answer = client.post(
        url, sent(scene, **{"evidence-0-upload": wrong, "evidence-0-caption": "表"})
    )

    assert answer.status_code == 200
    assert "表.pdf" in answer.content.decode()
    assert WorkingPaper.objects.count() == 0


def test_a_stale_form_is_answered_with_the_difference(scene, sign_in):
    paper = scene.draft()
    url = reverse("inspections:paper_edit", args=[paper.pk])
    opened = paper.version
    WorkingPaper.objects.filter(pk=paper.pk).update(title="别人改的标题", version=opened + 1)

    answer = sign_in(scene.first).post(url, sent(scene, version=opened, title="我的标题"))

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "别人改的标题" in page
    assert "我的标题" in page


def test_a_form_sent_twice_makes_one_paper(scene, sign_in):
    client = sign_in(scene.first)
    url = reverse("inspections:paper_new", args=[scene.assignment.pk])
    form = sent(scene, _once="the-same-key")

    first = client.post(url, form)
    second = client.post(url, form)

    assert WorkingPaper.objects.count() == 1
    assert second["Location"] == first["Location"]


def test_the_count_of_waiting_papers_equals_the_list_behind_it(scene, sign_in):
    scene.submitted()
    scene.draft()

    page = sign_in(scene.deputy).get(reverse("inspections:paper_list") + "?view=waiting")

    assert page.context["count"] == waiting_papers(scene.deputy).count() == 1
    assert page.context["views"][1]["count"] == 1


@pytest.mark.row("LZ-15")
def test_the_table_sums_what_was_covered_by_method(scene):
    visit = Method.objects.get(kind="visit")
    for quantities in (
        {"villages": 30, "households": 150, "sites": 50, "fund_items": 100},
        {"villages": 8, "households": 46, "sites": 3, "fund_items": 7},
    ):
        fieldwork.record_activity(
            scene.assignment,
            actor=scene.first,
            method=visit,
            handlers=[scene.first, scene.second],
            held_on=timezone.localdate(),
            subject="走访贫困村",
            **quantities,
        )

    table = fieldwork_table(scene.assignment, scene.first)

    totals = {name: table.totals[name] for name in ("villages", "households", "sites")}
    assert totals == {"villages": 38, "households": 196, "sites": 53}
    assert table.totals["fund_items"] == 107
    assert [line.times for line in table.lines if line.method == visit] == [2]
    assert len(table.lines) == 12


@pytest.mark.row("YN-15")
def test_a_body_adds_its_own_method_and_counts_by_it(scene):
    own = fieldwork.add_method(actor=scene.office, body=scene.body, name="无人机航拍")
    ActivityFactory(assignment=scene.assignment, method=own)

    table = fieldwork_table(scene.assignment, scene.first)

    assert [line.times for line in table.lines if line.method == own] == [1]


def test_a_talk_needs_two_and_the_form_says_so(scene, sign_in):
    url = reverse("inspections:activity_new", args=[scene.assignment.pk])
    talk = Method.objects.get(kind="talk")
    form = {
        "method": talk.pk,
        "held_on": timezone.localdate().isoformat(),
        "subject": "与财务科负责人谈话",
        "handlers": [scene.first.pk],
        **dict.fromkeys(
            ("people", "documents", "villages", "households", "sites", "fund_items"), 0
        ),
    }
    client = sign_in(scene.first)

    refused = client.post(url, form)
    assert refused.status_code == 200
    assert Activity.objects.count() == 0

    client.post(url, {**form, "handlers": [scene.first.pk, scene.second.pk]})
    assert Activity.objects.count() == 1


def rows_of(scene: Scene, count: int) -> None:
    for _each in range(count):
        PaperFactory(assignment=scene.assignment, signed=True)
        ActivityFactory(assignment=scene.assignment)
        TeamMeetingFactory(team=scene.team)
        IssueFactory(assignment=scene.assignment)
        for factory in (ReportFactory, FeedbackFactory):
            factory(assignment=AssignmentFactory(team=scene.team, left_site=True))


@pytest.mark.parametrize(
    "name",
    ["paper_list", "activity_list", "meeting_list", "issue_list", "report_list", "feedback_list"],
)
def test_a_list_costs_the_same_for_one_row_and_three(scene, sign_in, name):
    client = sign_in(scene.leader)
    url = reverse(f"inspections:{name}")
    rows_of(scene, 1)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    rows_of(scene, 2)
    with CaptureQueriesContext(connection) as three:
        client.get(url)

    assert len(three) == len(one)
