import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import StoredFile
from accounts.verdicts import NotAllowed
from rectification.selectors.suggestion import suggestion_totals, suggestions
from rectification.services import suggestion as suggesting
from rectification.states import SuggestionState
from tests.factories import rectification as made


@pytest.fixture
def issued(world):
    row = suggesting.draft_suggestion(
        world.body,
        organization=world.department,
        kind="department",
        title="完善监管办法",
        text="完善补贴发放监管办法。",
        reply_by=made.in_days(20),
        actor=world.office_staff,
    )
    suggesting.issue_suggestion(row, actor=world.office_staff)
    return made.fresh(row)


@pytest.mark.row("HLJ-17")
def test_a_suggestion_runs_to_its_accepted_answer(world, issued):
    suggesting.receive_suggestion(issued, actor=world.department_liaison)
    suggesting.reply_to_suggestion(issued, text="已修订", actor=world.department_liaison)
    suggesting.judge_reply(issued, accepted=False, opinion="请附文件", actor=world.office_staff)
    suggesting.reply_to_suggestion(issued, text="已附文件", actor=world.department_liaison)
    suggesting.judge_reply(issued, accepted=True, opinion="", actor=world.office_staff)

    closed = made.fresh(issued)
    assert (closed.state, closed.replies.count()) == (SuggestionState.CLOSED, 2)
    assert not closed.clock.is_running


def test_only_the_addressee_answers(world, issued):
    with pytest.raises(NotAllowed, match="只有承办单位可以签收"):
        suggesting.receive_suggestion(issued, actor=world.office_staff)


def test_a_draft_is_seen_by_the_office_alone(world, issued):
    type(issued).objects.filter(pk=issued.pk).update(state=SuggestionState.DRAFTING, issued_at=None)

    seen = type(issued).objects.visible_to
    assert list(seen(world.department_liaison)) == []
    assert list(seen(world.office_staff)) == [issued]


def test_the_two_kinds_are_counted_apart(world, issued):
    suggesting.draft_suggestion(
        world.body,
        organization=world.unit_a,
        kind="unit",
        title="整改意见",
        text="压实责任。",
        reply_by=made.in_days(20),
        actor=world.office_staff,
    )

    figures = suggestion_totals(suggestions(world.office_staff))

    assert (figures["to_departments"], figures["to_units"]) == (1, 0)


@pytest.mark.parametrize(
    ("name", "sent"),
    [("department_liaison", {"text": " "}), ("office_staff", {"text": "已修订"})],
    ids=["blank", "not the addressee"],
)
def test_a_refused_answer_leaves_its_file_nowhere(
    world, issued, sign_in, settings, tmp_path, name, sent
):
    settings.MEDIA_ROOT = tmp_path
    suggesting.receive_suggestion(issued, actor=world.department_liaison)
    upload = SimpleUploadedFile("修订办法.txt", "修订办法".encode())

    answer = sign_in(getattr(world, name)).post(
        reverse("rectification:suggestion_reply", args=[issued.pk]), sent | {"file": upload}
    )

    assert answer.status_code == 422
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
