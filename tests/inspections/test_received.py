"""A superior's feedback: recorded, imported all or nothing, taken over, decomposed."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.roles import Role
from accounts.verdicts import NotAllowed
from inspections.forms.feedback_import import COLUMNS, check, marked, read, template
from inspections.models import Feedback, Issue
from inspections.services import issue as issue_services
from inspections.services import received as services
from inspections.services.received import ReceivedIssue
from inspections.states.feedback import FeedbackState
from inspections.states.issue import IssueState
from tests.factories.accounts import BodyFactory, DutyFactory, OrganizationFactory
from tests.factories.inspections.issue import (
    AspectFactory,
    ReceivedFeedbackFactory,
    ReceivedIssueFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def office(body):
    return DutyFactory(role=Role.OFFICE_STAFF, organization=body, person__organization=body).person


def fifteen() -> list[tuple[str, str, str, str]]:
    """Three aspects with 6, 5 and 4 issues."""
    sizes = (("党的领导", 6), ("党的建设", 5), ("全面从严治党", 4))
    return [
        (aspect, f"{aspect}问题{number}", f"{aspect}方面第{number}个问题的原文。", "")
        for aspect, size in sizes
        for number in range(1, size + 1)
    ]


def workbook(rows) -> BytesIO:
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def entries(rows) -> list[ReceivedIssue]:
    return [ReceivedIssue(aspect, title, text) for aspect, title, text, _focus in rows]


def upload(rows) -> SimpleUploadedFile:
    return SimpleUploadedFile("反馈.xlsx", workbook(rows).getvalue())


@pytest.mark.row("LZ-18")
def test_a_superiors_feedback_imports_as_three_aspects_and_fifteen_issues(body, office):
    feedback = services.record_received(
        actor=office,
        body=body,
        organization=OrganizationFactory(),
        superior="自治区党委第三巡视组",
        title="反馈意见",
        issued_at=timezone.now(),
    )

    counts = services.import_issues(feedback, actor=office, rows=entries(fifteen()))

    assert counts == (3, 15)
    assert [aspect.issues.count() for aspect in feedback.aspects.all()] == [6, 5, 4]
    assert [issue.number for issue in feedback.issues.order_by("number")] == list(range(1, 16))


@pytest.mark.row("LZ-18")
def test_the_same_rows_are_refused_the_second_time_and_nothing_is_added(body, office):
    feedback = ReceivedFeedbackFactory(body=body)
    services.import_issues(feedback, actor=office, rows=entries(fifteen()))
    more = [*entries([("新的方面", "新问题", "新问题原文。", "")]), *entries(fifteen())]

    with pytest.raises(NotAllowed, match="is recorded already"):
        services.import_issues(feedback, actor=office, rows=more)

    assert (feedback.aspects.count(), feedback.issues.count()) == (3, 15)


def test_a_received_feedback_is_taken_over_and_its_issues_are_fed_back(body, office):
    feedback = ReceivedFeedbackFactory(body=body)
    head = DutyFactory(role=Role.UNIT_HEAD, organization=feedback.organization).person
    with pytest.raises(NotAllowed, match="holds no issue"):
        services.take_over(feedback, actor=office)
    services.import_issues(feedback, actor=office, rows=entries(fifteen()))
    assert set(Feedback.objects.visible_to(head)) == set()

    services.take_over(feedback, actor=office)

    assert Feedback.objects.get().state == FeedbackState.ACKNOWLEDGED
    assert set(Issue.objects.values_list("state", flat=True)) == {IssueState.FED_BACK}
    assert Issue.objects.visible_to(head).count() == 15
    with pytest.raises(NotAllowed, match="wording is settled"):
        services.import_issues(feedback, actor=office, rows=entries([("甲", "乙", "丙", "")]))


def test_only_the_office_of_the_body_records_received_feedback(body, office):
    stranger = DutyFactory(role=Role.OFFICE_STAFF, organization=BodyFactory()).person

    with pytest.raises(NotAllowed, match="recorded by the inspection office"):
        services.record_received(
            actor=stranger,
            body=body,
            organization=OrganizationFactory(),
            superior="自治区党委第三巡视组",
            title="反馈意见",
        )

    assert Feedback.objects.count() == 0


def test_an_issue_is_deleted_with_its_feedback_in_draft_only_by_the_office(body, office):
    issue = ReceivedIssueFactory(feedback=ReceivedFeedbackFactory(body=body))
    leader = DutyFactory(role=Role.GROUP_LEADER, organization=body).person
    with pytest.raises(NotAllowed, match="Only the inspection office deletes"):
        issue_services.delete_issue(issue, actor=leader)

    issue_services.delete_issue(issue, actor=office)

    assert Issue.objects.count() == 0


def test_an_issue_goes_under_an_aspect_of_its_own_feedback(body, office):
    feedback = ReceivedFeedbackFactory(body=body)

    with pytest.raises(NotAllowed, match="another feedback"):
        services.add_received_issue(
            feedback, actor=office, aspect=AspectFactory(), title="标题", text="原文"
        )

    assert Issue.objects.count() == 0


def test_faults_are_named_by_their_column():
    rows = [
        ("党的领导", "标题", "原文", ""),
        ("", "标题", "原文", ""),
        ("党的领导", "字" * 121, "另一段原文", "没有这个重点"),
    ]

    preview = check(read(workbook(rows)), focus_items=[], known_texts=set())

    assert [sorted(row.faults) for row in preview.rows] == [
        [],
        ["方面", "问题原文"],
        ["监督重点", "问题标题"],
    ]
    assert [row.line for row in preview.faulty] == [3, 4]


def test_the_marked_workbook_says_what_is_wrong_in_the_row():
    """A title that begins like a formula is text, and stays text in the workbook sent back."""
    sent = openpyxl.load_workbook(workbook([("", "=1+1", "原文", "")]))
    sent.active.cell(2, 2).data_type = "s"
    out = BytesIO()
    sent.save(out)
    out.seek(0)

    preview = check(read(out), focus_items=[], known_texts=set())
    sheet = openpyxl.load_workbook(BytesIO(marked(preview))).active

    assert sheet.cell(2, 5).value == "方面：This cell is empty."
    assert sheet.cell(2, 1).comment.text == "This cell is empty."
    assert (sheet.cell(2, 2).value, sheet.cell(2, 2).data_type) == ("=1+1", "s")


def test_a_formula_that_was_never_worked_out_counts_as_empty():
    preview = check(
        read(workbook([("方面", "=1+1", "原文", "")])), focus_items=[], known_texts=set()
    )

    assert preview.rows[0].faults == {"问题标题": "This cell is empty."}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"not a workbook", "cannot be read"),
        (workbook([]).getvalue(), "no row below its head"),
    ],
)
def test_a_useless_workbook_is_refused_with_its_reason(content, why):
    with pytest.raises(NotAllowed, match=why):
        read(BytesIO(content))


def test_the_template_is_read_back_as_empty():
    with pytest.raises(NotAllowed, match="no row below its head"):
        read(BytesIO(template()))


@pytest.mark.row("LZ-18")
def test_the_page_shows_every_row_and_imports_what_was_shown(body, office, sign_in):
    feedback = ReceivedFeedbackFactory(body=body)
    client = sign_in(office)
    url = reverse("inspections:received_import", args=[feedback.pk])

    shown = client.post(url, {"upload": upload(fifteen())})
    assert shown.status_code == 200
    assert len(shown.context["preview"].rows) == 15
    assert feedback.issues.count() == 0

    done = client.post(url, {"sealed": shown.context["sealed"], "deed": "import"})
    assert done.status_code == 302
    assert (feedback.aspects.count(), feedback.issues.count()) == (3, 15)


def test_a_page_with_a_faulty_row_imports_nothing_and_gives_the_marked_workbook(
    body, office, sign_in
):
    feedback = ReceivedFeedbackFactory(body=body)
    client = sign_in(office)
    url = reverse("inspections:received_import", args=[feedback.pk])
    shown = client.post(url, {"upload": upload([*fifteen(), ("", "标题", "原文", "")])})
    sealed = shown.context["sealed"]

    refused = client.post(url, {"sealed": sealed, "deed": "import"})
    assert refused.status_code == 409
    assert feedback.issues.count() == 0

    file = client.post(url, {"sealed": sealed, "deed": "marked"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(file.streaming_content))).active
    assert sheet.max_row == 17
    assert sheet.cell(17, 1).fill.start_color.rgb == "FFF4CCCC"


def test_a_changed_seal_is_refused(body, office, sign_in):
    feedback = ReceivedFeedbackFactory(body=body)
    url = reverse("inspections:received_import", args=[feedback.pk])

    answer = sign_in(office).post(url, {"sealed": "forged", "deed": "import"})

    assert answer.status_code == 409
    assert feedback.issues.count() == 0
