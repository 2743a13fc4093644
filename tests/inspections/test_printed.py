"""What official paper says of the body that issues it."""

import pytest

from accounts.models.organization import OrganizationKind
from inspections.documents.wording import committee_of
from tests.factories.accounts import BodyFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


def test_the_office_acts_in_the_name_of_its_committee():
    assert committee_of(BodyFactory(short_name="省委巡视办")) == "省委"


def test_a_body_without_that_ending_acts_in_the_name_of_the_committee_above():
    committee = OrganizationFactory(short_name="江澜省委", kind=OrganizationKind.COMMITTEE)
    body = BodyFactory(short_name="巡视工作小组", parent=committee)

    assert committee_of(body) == "江澜省委"
