"""Where a lead stands and what can be done with it, ready for the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.verdicts import Verdict
from deadlines.lights import Board, Light
from leads import rules
from leads.models import Lead
from leads.selectors.content import StepContent
from leads.states import LEAD_STEPS, LeadState

S = LeadState
WAY = (
    S.REGISTERED,
    S.SCREENED,
    S.PROPOSED_TRANSFER,
    S.APPROVED,
    S.TRANSFERRED,
    S.RECEIVED,
    "disposition",
    S.RESULT_REPORTED,
    S.FED_BACK,
    S.CLOSED,
)
DISPOSITIONS = LEAD_STEPS[S.RECEIVED]

LABELS: dict[str, str | Promise] = {
    "amend": gettext_lazy("Correct"),
    "screen": gettext_lazy("Record the screening"),
    "refer": gettext_lazy("Refer as a petition"),
    "propose": gettext_lazy("Propose the transfer"),
    "approve": gettext_lazy("Approve the transfer"),
    "send_back": gettext_lazy("Send back"),
    "hand_over": gettext_lazy("Hand over"),
    "receive": gettext_lazy("Sign for it"),
    "dispose": gettext_lazy("Decide the disposition"),
    "reactivate": gettext_lazy("Take up again"),
    "report_result": gettext_lazy("Report the result"),
    "add_outcome": gettext_lazy("Add an outcome"),
    "feed_back": gettext_lazy("Feed back"),
    "close": gettext_lazy("Close the lead"),
}
SECOND_CHOICE = frozenset({"amend", "refer", "send_back", "add_outcome"})


@dataclass(frozen=True)
class Stage:
    name: str | Promise
    who: str
    step: str


@dataclass(frozen=True)
class Deed:
    """A button: its label, where it leads, whether it may be pressed, whether it is the main one."""

    name: str
    label: str | Promise
    url: str
    verdict: Verdict
    is_main: bool


def step_bar(lead: Lead) -> list[Stage]:
    """The stages of the way, with who and when under those that are done."""
    if lead.state == S.REFERRED:
        way: tuple[str, ...] = (S.REGISTERED, S.REFERRED)
    else:
        way = WAY
    done = {_stage(row.to_state): row for row in lead.steps.select_related("by")}
    now = _stage(lead.state)
    at = way.index(now)
    stages = []
    for place, name in enumerate(way):
        row = done.get(name) if place <= at else None
        who = f"{row.by} {row.at:%m-%d}" if row else ""
        mark = "now" if place == at else "done" if place < at else ""
        stages.append(Stage(_stage_label(name, lead), who, mark))
    return stages


def _stage(state: str) -> str:
    return "disposition" if state in DISPOSITIONS else state


def _stage_label(name: str, lead: Lead) -> str | Promise:
    if name != "disposition":
        return LeadState(name).label
    if lead.state in DISPOSITIONS:
        return LeadState(lead.state).label
    return pgettext_lazy("lead stage", "Disposition")


def deeds(lead: Lead, verdicts: dict[str, Verdict]) -> list[Deed]:
    """What the reader can do now, and what is this lead's next step but not theirs, with the reason."""
    shown = []
    for name, wanted in rules.DEEDS.items():
        verdict = verdicts[name]
        if verdict or (lead.state in wanted.states and name not in SECOND_CHOICE):
            url = reverse(f"leads:{name}", args=[lead.pk])
            is_main = bool(verdict) and name not in SECOND_CHOICE
            shown.append(Deed(name, LABELS[name], url, verdict, is_main))
    return shown


def lights(lead: Lead, board: Board) -> list[tuple[str, Light]]:
    """The limits that run or ran for the lead, by what they are of."""
    clocks = (
        (_("Disposition opinion"), lead.opinion_clock),
        (_("Feedback to the office"), lead.feedback_clock),
        (_("Limit for the conclusion"), lead.conclusion_clock),
    )
    return [(label, board.light(clock)) for label, clock in clocks if clock is not None]


def nearest_light(lead: Lead, board: Board) -> Light | None:
    """The light a list shows: of the limit that is due first among those still running."""
    running = [
        clock
        for clock in (lead.opinion_clock, lead.feedback_clock, lead.conclusion_clock)
        if clock is not None and clock.is_running and clock.due_on is not None
    ]
    first = min(running, key=lambda clock: clock.due_on or date.max, default=None)
    return board.light(first) if first else None


def timeline(steps: Iterable[StepContent]) -> list[dict[str, Any]]:
    """The record of an opened lead, newest first, with the notes the reader holds a key to."""
    entries = [
        {
            "deed": LeadState(step.row.to_state).label,
            "at": step.row.at,
            "who": str(step.row.by),
            "word": step.note,
        }
        for step in steps
    ]
    return entries[::-1]
