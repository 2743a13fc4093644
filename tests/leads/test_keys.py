"""The key file over time: made, renewed, lost and put back; and what stands in the database."""

import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.verdicts import NotAllowed
from leads.models import Handover, Lead, LeadKey, LeadPerson
from leads.sealing import keyring
from leads.sealing.ciphers import SealRefused
from leads.sealing.keyring import KeyFileMissing, KeyUnknown
from leads.selectors.content import attachment_file, content_for
from leads.services import rotation
from leads.states import LeadState
from tests.factories import leads as make
from tests.world import build_world
from tests.worlds import inspections


def subject_of(lead, user):
    return content_for(make.opening(lead, user), user=user).subject


def run(*words) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_new_key_file_is_refused_while_leads_lie_under_another(world):
    make.register(world)
    keyring.path().unlink()

    with pytest.raises(CommandError, match="Put the old key file back"):
        run("create_lead_keys", "--if-missing")

    assert not keyring.path().exists()


def test_key_file_is_made_once(world):
    before = keyring.path().read_bytes()

    run("create_lead_keys", "--if-missing")
    with pytest.raises(CommandError):
        run("create_lead_keys")

    assert keyring.path().read_bytes() == before


def test_rotation_wraps_every_key_anew_and_drops_the_old_one(world):
    leads = [make.lead_at(world, state) for state in (LeadState.REGISTERED, LeadState.RECEIVED)]
    older = keyring.load().current

    told = run("rotate_lead_keys", "--retire")

    ring = keyring.load()
    assert older in told
    assert set(ring.secrets) == {ring.current} != {older}
    assert set(LeadKey.objects.values_list("key_id", flat=True)) == {ring.current}
    for lead in leads:
        assert subject_of(lead, world.lead_clerk) == "CNRY-lead-subject"


def test_rotation_that_was_cut_off_is_finished_later_and_everything_stays_readable(world):
    lead = make.register(world)
    rotation.begin_generation()
    assert subject_of(lead, world.lead_clerk) == "CNRY-lead-subject"
    with pytest.raises(rotation.StillInUse):
        rotation.retire_older()
    newer = make.register(world)

    run("rotate_lead_keys", "--resume", "--retire")

    assert len(keyring.load().secrets) == 1
    assert subject_of(lead, world.lead_clerk) == "CNRY-lead-subject"
    assert subject_of(newer, world.lead_clerk) == "CNRY-lead-subject"


def test_lost_key_file_comes_back_from_both_shares_and_from_neither_alone(world, tmp_path):
    lead = make.register(world)
    one, two = tmp_path / "one", tmp_path / "two"
    run("escrow_lead_keys", "split", str(one), str(two))
    content = keyring.path().read_bytes()
    keyring.path().unlink()

    for pair in ((one, one), (two, two)):
        with pytest.raises(CommandError):
            run("escrow_lead_keys", "join", *map(str, pair))
    secret = content.split(b'"fingerprint": "')[1][:20]
    assert secret not in one.read_bytes() + two.read_bytes()
    run("escrow_lead_keys", "join", str(two), str(one))

    assert keyring.path().read_bytes() == content
    assert one.stat().st_mode & 0o777 == 0o600
    assert subject_of(lead, world.lead_clerk) == "CNRY-lead-subject"


def test_without_the_key_nothing_is_saved_and_nothing_read(world):
    lead = make.register(world)
    keyring.path().unlink()

    with pytest.raises(KeyFileMissing):
        make.opening(lead, world.lead_clerk)
    make_key = keyring.create()
    keyring.write(make_key, keyring.path())
    with pytest.raises(KeyUnknown) as refused:
        make.opening(lead, world.lead_clerk)

    assert refused.value.key_id == lead.keys.first().key_id
    assert not lead.openings.exists()


@pytest.mark.parametrize("column", ["subject_sealed", "text_sealed", "evidence_sealed"])
def test_ciphertext_moved_to_another_lead_is_refused(world, column):
    first, second = make.register(world, mark="first"), make.register(world, mark="second")
    Lead.objects.filter(pk=second.pk).update(**{column: getattr(first, column)})

    second.refresh_from_db()

    with pytest.raises(SealRefused):
        subject_of(second, world.lead_clerk)


def test_ciphertext_moved_to_another_column_or_person_is_refused(world):
    lead = make.register(world)
    Lead.objects.filter(pk=lead.pk).update(text_sealed=lead.subject_sealed)
    lead.refresh_from_db()
    with pytest.raises(SealRefused):
        subject_of(lead, world.lead_clerk)

    other = make.register(world)
    subject, informant = LeadPerson.objects.filter(lead=other).order_by("position")
    LeadPerson.objects.filter(pk=subject.pk).update(name_sealed=informant.name_sealed)
    with pytest.raises(SealRefused):
        subject_of(other, world.lead_clerk)


def test_wrapped_key_moved_to_another_lead_or_group_opens_nothing(world):
    lead, other = make.register(world), make.register(world)
    clerks = LeadKey.objects.get(lead=other, group="clerks")
    for moved in (
        LeadKey.objects.get(lead=lead, group="clerks"),
        LeadKey.objects.get(lead=other, group="team"),
    ):
        LeadKey.objects.filter(pk=clerks.pk).update(wrapped=moved.wrapped, box_id=moved.box_id)
        with pytest.raises(keyring.KeyUnavailable):
            make.opening(other, world.lead_clerk)


def test_flipped_byte_in_the_stored_file_is_refused(world):
    lead = make.register(world)
    path = Path(lead.attachments.get().content.path)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)

    opening = make.opening(lead, world.lead_clerk)
    with pytest.raises(SealRefused):
        attachment_file(opening, 1, user=world.lead_clerk)


def test_same_person_is_found_again_without_reading_a_name(world):
    first = make.register(world, mark="same")
    second = make.register(world, mark="same")
    make.register(world, mark="other")

    seen = content_for(make.opening(second, world.lead_clerk), user=world.lead_clerk)

    subject = next(person for person in seen.persons if not person.is_informant)
    assert subject.also_in == [first]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_hand_overs_at_once_give_one_receipt(django_db_serialized_rollback):
    world = build_world()
    inspections.plant(world)
    lead = make.lead_at(world, LeadState.APPROVED)
    barrier, answers = threading.Barrier(2), []

    def try_it():
        mine = Lead.objects.get(pk=lead.pk)
        barrier.wait()
        try:
            make.hand_over(world, mine)
            answers.append("done")
        except NotAllowed:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["done", "refused"]
    assert Handover.objects.count() == 1
    assert LeadKey.objects.filter(lead=lead, group="discipline").count() == 1
    with transaction.atomic():
        assert Lead.objects.get(pk=lead.pk).state == LeadState.TRANSFERRED
