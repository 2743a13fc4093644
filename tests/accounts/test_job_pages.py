import pytest

from accounts import jobs
from tests.factories.accounts import UserFactory


@jobs.runner("test.page", title="Failing on a page")
def fail(job):
    raise jobs.Failed("Row %(row)s is wrong.", row=7)


@pytest.fixture
def owner(db):
    return UserFactory(language="en")


def test_the_page_of_a_failed_job_gives_its_reason_and_a_way_on(owner, sign_in):
    job = jobs.start("test.page", owner=owner)
    jobs.run_waiting(1)

    page = sign_in(owner).get(job.get_absolute_url()).content.decode()

    assert "Row 7 is wrong." in page
    assert f"/accounts/jobs/{job.pk}/again/" in page


def test_another_persons_job_does_not_exist(owner, sign_in):
    job = jobs.start("test.page", owner=owner)

    assert sign_in(UserFactory()).get(job.get_absolute_url()).status_code == 404
