"""What the pages of working papers show, and what waits for whom."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import User
from accounts.roles import OFFICE, Role
from accounts.scope import organizations
from inspections.models import (
    Activity,
    Assignment,
    PaperEvidence,
    PaperStep,
    TeamMeeting,
    WorkingPaper,
)
from inspections.models.reach import teams_of, without_recused
from inspections.rules.paper import Check, paper_checks
from inspections.selectors.counting import number_of
from inspections.selectors.fieldwork import label_of
from inspections.selectors.team_people import in_roles
from inspections.states.assignment import AssignmentState
from inspections.states.paper import PaperDeed, PaperState


def papers_for_list(user: User) -> QuerySet[WorkingPaper]:
    return (
        WorkingPaper.objects.visible_to(user)
        .select_related("organization", "team", "writer", "focus_item")
        .annotate(evidence_count=number_of(PaperEvidence.objects.all(), "paper"))
    )


def waiting_papers(user: User) -> QuerySet[WorkingPaper]:
    """Drafts of one's own, papers to review as a deputy, to confirm and sign as a leader."""
    own = Q(state=PaperState.DRAFT) & (Q(writer=user.pk) | Q(created_by=user.pk))
    handled = Q(state=PaperState.DRAFT, pk__in=_handled(user))
    deputy = Q(state=PaperState.SUBMITTED, team__in=teams_of(user, Role.TEAM_DEPUTY))
    leader = Q(
        state__in=[PaperState.REVIEWED, PaperState.CONFIRMED],
        team__in=teams_of(user, Role.TEAM_LEADER),
    )
    return papers_for_list(user).filter(own | handled | (deputy & ~_mine(user)) | leader)


def handled_papers(user: User) -> QuerySet[WorkingPaper]:
    """Papers on which the reader gave a word: reviewed, confirmed, signed, returned, filed."""
    words = PaperStep.objects.filter(paper=OuterRef("pk"), person=user.pk)
    return papers_for_list(user).filter(Exists(words.exclude(deed=PaperDeed.SUBMITTED)))


def begun_papers(user: User) -> QuerySet[WorkingPaper]:
    """Papers the reader wrote."""
    return papers_for_list(user).filter(Q(writer=user.pk) | Q(created_by=user.pk))


def _handled(user: User) -> QuerySet:
    return WorkingPaper.objects.filter(handlers__person=user.pk).values("pk")


def _mine(user: User) -> Q:
    return Q(writer=user.pk) | Q(created_by=user.pk) | Q(pk__in=_handled(user))


def similar_papers(paper: WorkingPaper, user: User) -> QuerySet[WorkingPaper]:
    """Other papers on the same point of focus that the user may see."""
    if paper.focus_item_id is None:
        return WorkingPaper.objects.none()
    return (
        WorkingPaper.objects.visible_to(user)
        .filter(focus_item=paper.focus_item_id)
        .exclude(pk=paper.pk)
        .exclude(state=PaperState.VOID)
        .select_related("organization")
    )


def paper_for_page(user: User) -> QuerySet[WorkingPaper]:
    return WorkingPaper.objects.visible_to(user).select_related(
        "organization", "team", "assignment__round", "assignment__team", "focus_item__framework",
        "writer", "signed_by", "meeting",
    )  # fmt: skip


ON_THE_WAY = (
    (PaperState.DRAFT, _("Drafted by the handlers"), None),
    (PaperState.SUBMITTED, _("Reviewed by the deputy"), PaperDeed.REVIEWED),
    (PaperState.REVIEWED, _("Team meeting"), PaperDeed.CONFIRMED),
    (PaperState.CONFIRMED, _("Signed by the leader"), PaperDeed.SIGNED),
    (PaperState.SIGNED, _("Filed"), PaperDeed.FILED),
)


def step_bar(paper: WorkingPaper) -> list[dict[str, object]]:
    """Where the paper stands, with who did what when and who is expected next."""
    done = {step.deed: step for step in reversed(steps_of(paper))}
    states = [state for state, _name, _deed in ON_THE_WAY]
    reached = states.index(PaperState(paper.state)) if paper.state in states else len(states)
    bar: list[dict[str, object]] = []
    for position, (_state, name, deed) in enumerate(ON_THE_WAY):
        is_done = position < reached and paper.state != PaperState.VOID
        who = f"{paper.writer} {paper.created_at:%m-%d}" if deed is None else ""
        if is_done and deed in done:
            step = done[deed]
            who = f"{step.person} {timezone.localtime(step.at):%m-%d}"
        elif not is_done and deed in EXPECTED:
            who = "、".join(str(one) for one in in_roles(paper.team, EXPECTED[deed]))
        standing = "done" if is_done else "now" if position == reached else ""
        bar.append({"name": name, "who": who, "step": standing})
    return bar


EXPECTED = {PaperDeed.REVIEWED: Role.TEAM_DEPUTY, PaperDeed.SIGNED: Role.TEAM_LEADER}


def record_of(paper: WorkingPaper) -> list[dict[str, object]]:
    """The acts on the paper, newest first, with the opinions given."""
    return [
        {
            "deed": step.get_deed_display(),
            "at": step.at,
            "who": step.person,
            "word": step.opinion,
            "kind": "returned" if step.deed == PaperDeed.RETURNED else "",
        }
        for step in steps_of(paper)
    ]


STANDINGS = {
    PaperState.DRAFT: (
        "draft",
        _("Draft, not submitted yet"),
        _("Only the handlers and the leaders of the team can see it."),
    ),
    PaperState.SUBMITTED: ("sent", _("With the deputy"), _("It can be returned, not changed.")),
    PaperState.REVIEWED: ("sent", _("Before the team meeting"), ""),
    PaperState.CONFIRMED: ("sent", _("Before the leader"), ""),
    PaperState.SIGNED: ("accepted", _("Signed"), _("It makes an issue and stays as it is.")),
    PaperState.FILED: ("accepted", _("Filed"), _("The inspection office can read it.")),
    PaperState.VOID: ("returned", _("Void"), _("It stays readable and makes no issue.")),
}


def standing_of(paper: WorkingPaper) -> dict[str, object]:
    standing, name, text = STANDINGS[PaperState(paper.state)]
    return {"standing": standing, "name": name, "text": text, "end": str(paper)}


KINDS = ("responsible_body", "first_responsible", "main_leader", "supervision")


def responsibilities_of(paper: WorkingPaper) -> list[dict[str, str]]:
    return [
        {
            "kind": label_of(WorkingPaper, kind),
            "party": getattr(paper, kind),
            "finding": getattr(paper, f"{kind}_finding"),
        }
        for kind in KINDS
    ]


def opinions_of(paper: WorkingPaper) -> list[dict[str, object]]:
    """The three looks at the paper, each with the latest opinion or none."""
    looks = (
        (_("Deputy's review"), PaperDeed.REVIEWED),
        (_("Opinion of the team meeting"), PaperDeed.CONFIRMED),
        (_("Leader's signature"), PaperDeed.SIGNED),
    )
    if paper.state in {PaperState.DRAFT, PaperState.VOID}:
        return [{"name": name, "step": None} for name, _deed in looks]
    latest = {step.deed: step for step in reversed(steps_of(paper))}
    return [{"name": name, "step": latest.get(deed)} for name, deed in looks]


def checks_of(paper: WorkingPaper) -> list[Check]:
    return paper_checks(paper)


def steps_of(paper: WorkingPaper) -> QuerySet[PaperStep]:
    return paper.steps.select_related("person")


def edits_of(paper: WorkingPaper) -> QuerySet:
    """Who saved the paper when; the words themselves are not repeated here."""
    return journal.history(paper)


def assignments_to_file(user: User) -> QuerySet[Assignment]:
    """The office's withdrawn assignments, with how much of the team's records is not filed yet."""
    rows = Assignment.objects.filter(body__in=organizations(user, *OFFICE)).exclude(
        state__in=[AssignmentState.ASSIGNED, AssignmentState.NOTIFIED, AssignmentState.STATIONED]
    )
    return (
        without_recused(rows, user)
        .select_related("organization", "team", "round")
        .annotate(
            papers_waiting=Count(
                "papers", filter=Q(papers__state=PaperState.SIGNED), distinct=True
            ),
            papers_filed=Count("papers", filter=Q(papers__state=PaperState.FILED), distinct=True),
            activities_waiting=Count(
                "activities", filter=Q(activities__filed_at=None), distinct=True
            ),
        )
    )


def waiting_filing(user: User) -> QuerySet[Assignment]:
    """Those with a signed paper or an activity that is not filed, found before anything is counted."""
    body = organizations(user, *OFFICE)
    papers = WorkingPaper.objects.filter(body__in=body, state=PaperState.SIGNED)
    activities = Activity.objects.filter(body__in=body, filed_at=None)
    return assignments_to_file(user).filter(
        Q(pk__in=papers.order_by().values("assignment"))
        | Q(pk__in=activities.order_by().values("assignment"))
    )


def meetings_for_list(user: User) -> QuerySet[TeamMeeting]:
    return (
        TeamMeeting.objects.visible_to(user)
        .select_related("team")
        .annotate(paper_count=Count("papers"))
    )
