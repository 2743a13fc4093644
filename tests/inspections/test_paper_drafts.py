"""A paper typed and not saved comes back to its writer, in its own form and nowhere else."""

import pytest
from django.urls import reverse

from accounts import drafts
from tests.factories.accounts import UserFactory
from tests.inspections.scene import Scene
from tests.inspections.test_paper_pages import sent

pytestmark = pytest.mark.django_db
KEEP = reverse("accounts:keep_draft")


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def path(scene) -> str:
    return reverse("inspections:paper_new", args=[scene.assignment.pk])


def typed(client, path):
    return client.post(KEEP, {"next": path, "title": "写了一半的题目"})


def test_the_form_offers_what_was_typed_and_not_saved(scene, sign_in, path):
    client = sign_in(scene.first)
    typed(client, path)

    page = client.get(path)

    assert page.context["draft"].fields == {"title": ["写了一半的题目"]}
    assert "{&quot;title&quot;: [&quot;写了一半的题目&quot;]}" in page.content.decode()


def test_a_colleague_is_not_offered_it(scene, sign_in, path):
    typed(sign_in(scene.first), path)

    page = sign_in(scene.second).get(path)

    assert page.context["draft"] is None
    assert "写了一半的题目" not in page.content.decode()


def test_saving_the_form_forgets_the_draft(scene, sign_in, path):
    client = sign_in(scene.first)
    typed(client, path)

    answer = client.post(path, sent(scene, _once="one"))

    assert answer.status_code == 302
    assert drafts.kept(scene.first, path) is None


def test_a_refused_form_keeps_the_draft(scene, sign_in, path):
    client = sign_in(scene.first)
    typed(client, path)

    client.post(path, sent(scene, title="", _once="one"))

    assert drafts.kept(scene.first, path) is not None


def test_who_may_not_open_the_form_does_not_read_the_draft(scene, sign_in, path):
    stranger = UserFactory()
    client = sign_in(stranger)
    typed(client, path)

    page = client.get(path)

    assert page.status_code == 404
    assert "写了一半的题目" not in page.content.decode()
