import threading
import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.middleware.once import OnceMiddleware
from accounts.middleware.readonly import ReadOnlyGetMiddleware
from accounts.models import SubmissionKey, User
from accounts.roles import Role
from tests.factories.accounts import DutyFactory, UserFactory


def post(user, key, path="/deed/", **headers):
    request = RequestFactory().post(path, {"_once": key}, headers=headers)
    request.user = user
    return request


class Deed:
    """A view that counts how often it was done."""

    def __init__(self, status=302, seconds=0.0):
        self.done = 0
        self.status = status
        self.seconds = seconds

    def __call__(self, request):
        self.done += 1
        time.sleep(self.seconds)
        if self.status == 302:
            return HttpResponseRedirect(f"/done/{self.done}/")
        return HttpResponse("no", status=self.status)


def test_a_form_sent_twice_does_its_deed_once(db):
    deed = Deed()
    once = OnceMiddleware(deed)
    user = UserFactory()

    first = once(post(user, "k1"))
    second = once(post(user, "k1"))

    assert deed.done == 1
    assert (first.url, second.url) == ("/done/1/", "/done/1/")


def test_two_requests_at_once_do_one_deed(transactional_db, django_db_serialized_rollback):
    deed = Deed(seconds=0.3)
    once = OnceMiddleware(deed)
    user = UserFactory()
    answers = []

    def send():
        try:
            answers.append(once(post(user, "k1")).url)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert deed.done == 1
    assert answers == ["/done/1/", "/done/1/"]


@pytest.mark.parametrize("status", [409, 422, 500])
def test_a_refused_form_can_be_sent_again(db, status):
    deed = Deed(status=status)
    once = OnceMiddleware(deed)
    user = UserFactory()

    once(post(user, "k1"))
    once(post(user, "k1"))

    assert deed.done == 2
    assert not SubmissionKey.objects.exists()


def test_a_crash_leaves_no_key(db):
    def crash(request):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        OnceMiddleware(crash)(post(UserFactory(), "k1"))

    assert not SubmissionKey.objects.exists()


def test_another_person_may_use_the_same_key(db):
    deed = Deed()
    once = OnceMiddleware(deed)

    once(post(UserFactory(), "k1"))
    once(post(UserFactory(), "k1"))

    assert deed.done == 2


def test_somebody_not_signed_in_leaves_no_key(db):
    OnceMiddleware(Deed())(post(AnonymousUser(), "k1"))

    assert not SubmissionKey.objects.exists()


def test_a_get_that_writes_is_stopped(db):
    def write(request):
        UserFactory()
        return HttpResponse()

    with pytest.raises(RuntimeError):
        ReadOnlyGetMiddleware(write)(RequestFactory().get("/"))

    assert not User.objects.exists()


def test_reading_and_posting_are_let_through(db):
    def read(request):
        return HttpResponse(str(User.objects.count()))

    assert ReadOnlyGetMiddleware(read)(RequestFactory().get("/")).content == b"0"
    assert ReadOnlyGetMiddleware(Deed())(RequestFactory().post("/")).status_code == 302


def idle(client, seconds):
    session = client.session
    session["last_deed"] = time.time() - seconds
    session.save()


def test_an_idle_session_ends(sign_in, world):
    client = sign_in(world.office_staff)
    idle(client, 16 * 60)

    answer = client.get(reverse("accounts:inbox"))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("accounts:sign_in"))


def test_polling_does_not_keep_a_session_alive(sign_in, world):
    client = sign_in(world.office_staff)
    idle(client, 14 * 60)
    before = client.session["last_deed"]

    client.get(reverse("accounts:inbox"), headers={"X-Background": "1"})
    assert client.session["last_deed"] == before

    client.get(reverse("accounts:inbox"))
    assert client.session["last_deed"] > before


def test_a_one_time_password_must_be_changed_first(sign_in, world):
    User.objects.filter(pk=world.office_staff.pk).update(must_change_password=True)
    client = sign_in(world.office_staff)

    assert client.get(reverse("accounts:inbox")).url == reverse("accounts:password")
    assert client.get(reverse("accounts:password")).status_code == 200


def test_switching_duty_changes_what_is_seen(sign_in, world):
    second = DutyFactory(person=world.unit_head, role=Role.OFFICE_STAFF, organization=world.body)
    client = sign_in(world.unit_head)

    client.post(reverse("accounts:act_under"), {"duty": second.pk})

    assert client.session["acting_duty"] == second.pk
    assert client.get(reverse("accounts:inbox")).context["acting_duty"] == second


def test_somebody_elses_duty_cannot_be_chosen(sign_in, world):
    theirs = world.office_staff.duties.get()
    client = sign_in(world.unit_head)

    client.post(reverse("accounts:act_under"), {"duty": theirs.pk})

    assert "acting_duty" not in client.session


def test_answers_kept_for_repeats_are_forgotten_after_two_days(db):
    user = UserFactory()
    ages = {"old": timedelta(hours=49), "young": timedelta(hours=47)}
    for key, age in ages.items():
        SubmissionKey.objects.create(
            key=key, user=user, path="/", status=302, created_at=timezone.now() - age
        )

    assert tasks.forget_answers() == 1

    assert list(SubmissionKey.objects.values_list("key", flat=True)) == ["young"]
