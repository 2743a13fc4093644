"""The marks of an issue are the inspecting side's own; its number is the printed one for everybody."""

import pytest
from django.urls import reverse

from inspections.api.issue import IssueRecordOut
from inspections.filters.issue import IssueFilter
from inspections.models import Aspect, Issue
from inspections.selectors.issue import issues_for_list
from inspections.services import feedback as services
from inspections.states.feedback import FeedbackState
from inspections.states.issue import IssueState
from tests.factories.inspections.issue import IssueFactory
from tests.factories.inspections.paper import PaperFactory
from tests.inspections.scene import Scene
from tests.inspections.test_report_feedback import carried_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def issue(scene) -> Issue:
    """A fed back issue marked as a key person's."""
    carried_to(scene, FeedbackState.CC_DELIVERED)
    Issue.objects.update(is_key_person=True)
    return Issue.objects.get()


def test_the_office_reads_the_mark_and_the_unit_does_not(scene, issue, client):
    for person, is_shown in ((scene.office, True), (scene.head, False)):
        client.force_login(person)
        pages = [
            client.get(reverse("inspections:issue_list")),
            client.get(issue.get_absolute_url()),
        ]
        for page in pages:
            assert issue.title in page.content.decode()
            assert ("重点人" in page.content.decode()) is is_shown


def test_the_interface_leaves_the_mark_empty_for_the_unit(scene, issue):
    shown = {
        person: IssueRecordOut(issues_for_list(person).get()).data["is_key_person"]
        for person in (scene.office, scene.leader, scene.head)
    }

    assert shown == {scene.office: True, scene.leader: True, scene.head: None}


@pytest.mark.parametrize("condition", ["person", "any", "matter"])
def test_the_unit_cannot_ask_for_the_mark(scene, issue, rf, condition):
    request = rf.get("/", {"key": condition})
    request.user = scene.head
    found = IssueFilter(request.GET, queryset=issues_for_list(scene.head), request=request)

    assert "key" not in found.form.fields
    assert list(found.qs) == [issue]


def test_issues_keep_the_numbers_they_are_printed_under(scene):
    row = carried_to(scene, FeedbackState.MEETING_HELD)
    first = Issue.objects.get()
    later = Aspect.objects.create(feedback=row, number=2, title="第二方面")
    earlier = IssueFactory(
        assignment=scene.assignment,
        paper=PaperFactory(assignment=scene.assignment, provisional_serial=90),
        number=2,
        state=IssueState.APPROVED,
        feedback=row,
        aspect=first.aspect,
    )
    withdrawn = IssueFactory(
        assignment=scene.assignment,
        paper=PaperFactory(assignment=scene.assignment, provisional_serial=91),
        number=4,
        state=IssueState.WITHDRAWN,
    )
    Issue.objects.filter(pk=first.pk).update(aspect=later)

    services.issue_feedback(row, actor=scene.office)

    numbers = dict(Issue.objects.values_list("pk", "number"))
    assert numbers == {earlier.pk: 1, first.pk: 2, withdrawn.pk: 3}
    printed = [
        (issue["number"], issue["title"])
        for aspect in row.document.context["aspects"]
        for issue in aspect["issues"]
    ]
    assert printed == [(1, earlier.title), (2, first.title)]
