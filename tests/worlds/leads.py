"""Two leads of team A: one just registered, one with the discipline side; sealed, so read by nobody.

No role reads a canary of theirs without opening the lead, and the pages below open nothing.
"""

from datetime import date

from leads.services.figures import enter_figures
from leads.states import LeadState
from tests.factories import leads as make

FIELDS = [
    "subject", "text", "evidence", "name", "idnumber", "post", "informant", "informantpost",
    "file", "bytes", "reasons", "proposal", "approval", "opinion", "approver",
]  # fmt: skip


def plant(world) -> None:
    make.make_key_file()
    world.lead = make.register(world, mark="CNRY-lead")
    world.handed_lead = make.lead_at(world, LeadState.RECEIVED, mark="CNRY-handed", cadre=True)
    world.lead_figures = enter_figures(
        actor=world.discipline_case_manager, body=world.body, group="市直机关",
        starts_on=date(2017, 1, 1), ends_on=date(2017, 12, 31), received=413, verified=306,
        talks=226, filed=20, cases_closed=0, sanctioned=0, judicial=0, source="年度统计",
    )  # fmt: skip
    for mark in ("CNRY-lead", "CNRY-handed"):
        world.canaries |= {f"{mark}-{field}": set() for field in FIELDS}
