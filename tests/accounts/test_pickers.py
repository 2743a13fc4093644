"""Choosing among very many: what is typed is found on the server, or refused with a useful sentence."""

import pytest
from django import forms
from django.urls import reverse
from django.utils.translation import override

from accounts import pickers
from accounts.models import Organization, User
from accounts.pickers import PickConditionField, PickField, PickSeveralField
from tests.factories.accounts import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def many(monkeypatch) -> list[Organization]:
    """More organisations than a list holds."""
    monkeypatch.setattr(pickers, "LONGEST_LIST", 2)
    return [
        OrganizationFactory(
            name="江澜市水利局党组", short_name="市水利局", code="A1", initials="sslj"
        ),
        OrganizationFactory(
            name="江澜市财政局党组", short_name="市财政局", code="A2", initials="sczj"
        ),
        OrganizationFactory(
            name="东湖区水利局党组", short_name="区水利局", code="A3", initials="qslj"
        ),
    ]


class OneForm(forms.Form):
    organization = PickField(Organization.objects.all())


class SeveralForm(forms.Form):
    organizations = PickSeveralField(Organization.objects.all(), required=False)


class ConditionForm(forms.Form):
    organization = PickConditionField(Organization.objects.all(), required=False)


def chosen(typed: str):
    form = OneForm({"organization": typed})
    return form.cleaned_data["organization"] if form.is_valid() else form.errors["organization"][0]


def test_a_short_list_is_a_list_and_takes_its_keys(db):
    one = OrganizationFactory()

    form = OneForm({"organization": one.pk})

    assert "<select" in str(form["organization"])
    assert form.is_valid()
    assert form.cleaned_data["organization"] == one


def test_a_long_list_is_a_box_for_names(many):
    page = str(OneForm(initial={"organization": many[0].pk})["organization"])

    assert "<option" not in page
    assert "data-search" in page
    assert "市水利局（A1）" in page


@pytest.mark.parametrize(
    ("typed", "place"),
    [("A2", 1), ("市财政局", 1), ("江澜市财政局党组", 1), ("财政", 1), ("sczj", 1),
     ("市水利局（A1）", 0), (" 区水利局 (A3) ", 2)],
)  # fmt: skip
def test_what_is_typed_is_found(many, typed, place):
    assert chosen(typed) == many[place]


def test_a_name_that_several_have_is_refused_with_their_names(many):
    assert chosen("水利") == (
        "“水利” may be one of several: 区水利局（A3）、市水利局（A1）. Give the whole name or the code."
    )


def test_a_name_that_nobody_has_is_refused(many):
    assert chosen("气象局") == "Nothing to choose here is called “气象局”."


def test_a_row_number_is_no_name(many):
    assert chosen(str(many[0].pk)).startswith("Nothing to choose here")


def test_only_the_rows_of_the_field_are_found(many):
    form = OneForm({"organization": "A1"})
    form.fields["organization"].queryset = Organization.objects.exclude(code="A1")

    assert not form.is_valid()


def test_several_names_are_taken_and_shown(many):
    form = SeveralForm({"organizations": "A1、市财政局（A2）"})

    assert form.is_valid()
    assert list(form.cleaned_data["organizations"].order_by("code")) == many[:2]
    shown = SeveralForm(initial={"organizations": [many[0].pk, many[1].pk]})
    assert "市水利局（A1）、市财政局（A2）" in str(shown["organizations"])


def test_several_may_be_none(many):
    form = SeveralForm({"organizations": ""})

    assert form.is_valid()
    assert list(form.cleaned_data["organizations"]) == []


@pytest.mark.parametrize("named", ["key", "name"])
def test_an_address_names_an_organisation_by_its_key_or_its_name(many, named):
    typed = str(many[1].pk) if named == "key" else "市财政局"

    form = ConditionForm({"organization": typed})

    assert form.is_valid()
    assert form.cleaned_data["organization"] == many[1]


def test_people_are_found_by_their_names(monkeypatch):
    monkeypatch.setattr(pickers, "LONGEST_LIST", 0)
    person = UserFactory(username="wangyi", full_name="王一")
    field = PickField(User.objects.all())

    assert field.clean("王一") == person
    assert field.clean("王一（wangyi）") == person


def test_names_are_suggested_while_one_types(many, world, sign_in):
    client = sign_in(world.unit_liaison)

    answer = client.get(reverse("accounts:choices", args=["organizations"]), {"q": "水利"})

    assert [one["text"] for one in answer.json()] == [
        "区水利局（A3）", "市水利局（A1）", f"市水利局（{world.unit_a.code}）",
    ]  # fmt: skip


def test_a_stranger_and_another_kind_get_no_names(world, sign_in):
    client = sign_in(world.unit_liaison)
    assert client.get(reverse("accounts:choices", args=["leads"])).status_code == 404
    assert client.get(reverse("accounts:choices", args=["people"])).status_code == 404

    client = sign_in(world.stranger)
    assert client.get(reverse("accounts:choices", args=["organizations"])).status_code == 404
