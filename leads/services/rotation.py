"""Renewing the keys that wrap the leads' data keys, while everybody works on."""

from django.db import transaction

from leads.models import LeadKey
from leads.sealing import keyring
from leads.sealing.envelope import wrap
from leads.sealing.keyring import Keyring
from leads.selectors.boxes import holder_name, key_place, unwrap_key
from leads.services.envelopes import hold_key_file

BATCH = 200


def begin_generation() -> Keyring:
    """Write a new current key beside the old ones; from now on everything is wrapped with it."""
    ring = keyring.load().with_new_generation()
    keyring.write(ring, keyring.path())
    return ring


def rewrap_all() -> int:
    """Wrap every data key that lies under an older key with the current one; how many there were.

    Batches under row locks, each a transaction of its own: a run that is cut off is simply run
    again, and a row that another worker holds is taken in the next round.
    """
    done = 0
    while count := _rewrap_batch(keyring.load()):
        done += count
    return done


@transaction.atomic
def _rewrap_batch(ring: Keyring) -> int:
    older = LeadKey.objects.exclude(key_id=ring.current).select_for_update(of=("self",))
    rows = list(older.select_related("lead").order_by("pk")[:BATCH])
    for row in rows:
        box = unwrap_key(row, row.lead, ring)
        place = key_place(row.lead, row.compartment)
        holder = holder_name(row.lead, row.group)
        row.wrapped = wrap(box, holder=holder, place=place, keyring=ring)
        row.key_id = ring.current
        row.save(update_fields=["wrapped", "key_id"])
    return len(rows)


@transaction.atomic
def retire_older() -> list[str]:
    """Drop the older keys from the file once nothing lies under them; the ids that were dropped.

    Waits for everybody who is wrapping a key just now, so that what they save is counted.
    """
    hold_key_file(alone=True)
    ring = keyring.load()
    used = set(LeadKey.objects.order_by().values_list("key_id", flat=True).distinct())
    if still := used - {ring.current}:
        raise StillInUse(sorted(still))
    dropped = sorted(set(ring.secrets) - {ring.current})
    keyring.write(ring.with_current_only(), keyring.path())
    return dropped


class StillInUse(Exception):
    """Leads still lie under these keys."""

    def __init__(self, key_ids: list[str]) -> None:
        super().__init__(", ".join(key_ids))
        self.key_ids = key_ids
