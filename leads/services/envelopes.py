"""Sealing rows: every text gets its row's own place before it reaches the database."""

from typing import Any, TypeVar

from django.db import connection, models

from leads.models import Lead, LeadKey
from leads.sealing import keyring
from leads.sealing.envelope import Box, wrap
from leads.selectors.boxes import holder_name, key_place, place_of
from leads.states import Compartment, HolderGroup

KEY_FILE_LOCK = 0x6C656164  # any number nobody else locks by

Row = TypeVar("Row", bound=models.Model)


def reserve_id(model: type[models.Model]) -> int:
    """A primary key before the row exists, because the seal binds the text to it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [model._meta.db_table])
        return int(cursor.fetchone()[0])


def add_sealed(model: type[Row], box: Box, *, sealed: dict[str, str], **fields: Any) -> Row:
    """Insert one row whose ``sealed`` texts lie in its ``…_sealed`` columns."""
    row = model(pk=fields.pop("pk", None) or reserve_id(model), **fields)
    put_sealed(row, box, sealed)
    row.save(force_insert=True)
    return row


def put_sealed(row: models.Model, box: Box, texts: dict[str, str]) -> list[str]:
    """Seal ``texts`` onto the row without saving; the names of the columns written."""
    for column, text in texts.items():
        setattr(row, f"{column}_sealed", box.seal(text.encode(), place_of(row, column)))
    return [f"{column}_sealed" for column in texts]


def share(box: Box, lead: Lead, compartment: Compartment, group: HolderGroup) -> None:
    hold_key_file()
    ring = keyring.load()
    place = key_place(lead, compartment)
    LeadKey.objects.create(
        lead=lead,
        compartment=compartment,
        group=group,
        box_id=box.key_id,
        key_id=ring.current,
        wrapped=wrap(box, holder=holder_name(lead, group), place=place, keyring=ring),
    )


def hold_key_file(*, alone: bool = False) -> None:
    """Until this transaction ends no key is dropped from the file, so none is dropped that it uses."""
    suffix = "" if alone else "_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{suffix}(%s)", [KEY_FILE_LOCK])


def withdraw(lead: Lead, group: HolderGroup) -> None:
    """The group's wrapped keys are gone: its members cannot open this lead again."""
    lead.keys.filter(group=group).delete()
