"""What is typed into a long form is kept for its writer until the form is saved, and nowhere else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import drafts
from accounts.models import FormDraft
from accounts.verdicts import NotAllowed
from tests.factories.inspections.paper import PaperFactory

KEEP = reverse("accounts:keep_draft")
DROP = reverse("accounts:drop_draft")


@pytest.fixture
def paper(world):
    paper = PaperFactory(writer=world.team_member, created_by=world.team_member)
    return reverse("inspections:paper_edit", args=[paper.pk])


def typed(client, path, **fields):
    return client.post(KEEP, {"next": path, "title": "违规发放津贴", "_once": "k", **fields})


def test_what_is_typed_is_kept_and_says_when(world, sign_in, paper):
    answer = typed(sign_in(world.team_member), paper, handlers=["1", "2"])

    draft = drafts.kept(world.team_member, paper)
    assert answer.json() == {"at": f"{timezone.localtime(draft.saved_at):%H:%M}"}
    assert draft.fields == {"title": ["违规发放津贴"], "handlers": ["1", "2"]}
    assert drafts.kept(world.team_leader, paper) is None


def test_the_later_words_take_the_place_of_the_earlier(world, sign_in, paper):
    client = sign_in(world.team_member)
    typed(client, paper, _once="a")
    typed(client, paper, _once="b", title="改过的题目")

    assert [draft.fields for draft in FormDraft.objects.all()] == [{"title": ["改过的题目"]}]


@pytest.mark.parametrize(
    "path", ["/leads/register/", "/", "/no/such/page/", "https://elsewhere.example/", ""]
)
def test_only_named_forms_are_kept_and_never_those_of_leads(world, sign_in, path):
    answer = typed(sign_in(world.team_member), path)

    assert answer.status_code == 409
    assert not FormDraft.objects.exists()


def test_too_much_is_refused_with_a_sentence(world, paper):
    with pytest.raises(NotAllowed):
        drafts.keep(world.team_member, paper, {"text": ["长" * drafts.LONGEST]})


def test_a_draft_can_be_forgotten(world, sign_in, paper):
    client = sign_in(world.team_member)
    typed(client, paper)

    answer = client.post(DROP, {"next": paper})

    assert answer.url == paper
    assert not FormDraft.objects.exists()


def test_what_nobody_came_back_to_is_forgotten(world, paper):
    drafts.keep(world.team_member, paper, {"title": ["旧"]})
    FormDraft.objects.update(saved_at=timezone.now() - timedelta(days=15))

    assert drafts.kept(world.team_member, paper) is None
    drafts.keep(world.team_member, reverse("inspections:paper_edit", args=[1]), {"title": ["新"]})
    assert [draft.fields for draft in FormDraft.objects.all()] == [{"title": ["新"]}]
