"""From a lead's wrapped keys to an opened data key."""

from django.db.models import Model

from leads.models import Lead, LeadKey
from leads.sealing import keyring
from leads.sealing.envelope import Box, Place, unwrap
from leads.sealing.keyring import Keyring
from leads.states import Compartment, HolderGroup


def holder_name(lead: Lead, group: str) -> str:
    """The group whose key it is: a team for its leader, the inspecting body for everybody else."""
    if group == HolderGroup.TEAM:
        return f"{group}:{lead.team_id}"
    return f"{group}:{lead.body_id}"


def key_place(lead: Lead, compartment: str) -> Place:
    return Place(LeadKey._meta.db_table, lead.pk, compartment)


def place_of(row: Model, column: str) -> Place:
    return Place(row._meta.db_table, row.pk, column)


def open_box(lead: Lead, compartment: Compartment, groups: list[HolderGroup]) -> Box | None:
    """The data key as one of ``groups`` holds it; ``None`` when none of them does.

    Raises ``KeyUnavailable`` when the key file cannot open what a group does hold.
    """
    held = lead.keys.filter(compartment=compartment, group__in=groups).order_by("pk").first()
    return unwrap_key(held, lead, keyring.load()) if held else None


def unwrap_key(held: LeadKey, lead: Lead, ring: Keyring) -> Box:
    return unwrap(
        bytes(held.wrapped),
        box_id=held.box_id,
        holder=holder_name(lead, held.group),
        key_id=held.key_id,
        place=key_place(lead, held.compartment),
        keyring=ring,
    )


def box_to_write(lead: Lead, compartment: Compartment) -> Box:
    """For a deed whose doer writes but need not read: the data key by whichever group holds it."""
    held = lead.keys.filter(compartment=compartment).order_by("pk").first()
    if held is None:
        raise LookupError(f"Lead {lead.pk} has no {compartment} key.")
    return unwrap_key(held, lead, keyring.load())


def unseal_text(box: Box, row: Model, column: str) -> str:
    sealed = getattr(row, f"{column}_sealed")
    return box.unseal(sealed, place_of(row, column)).decode() if sealed else ""
