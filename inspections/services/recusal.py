"""Members declare, the office decides, and what is upheld counts everywhere at once."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import journal, notices, steps
from accounts.models import Organization, Recusal, User
from accounts.roles import OFFICE
from accounts.scope import holders
from accounts.verdicts import NotAllowed, demand
from inspections.models import RecusalDecision, RecusalDeclaration, TeamMember
from inspections.rules import recusal as rules

DECLARED = gettext_noop("%(person)s declared a reason to keep away from a target of %(team)s.")
DECIDED = gettext_noop("Your recusal declaration for %(team)s was decided.")


@transaction.atomic
def declare(
    member: TeamMember, *, organization: Organization, has_conflict: bool, ground: str = "",
    statement: str = "", actor: User,
) -> RecusalDeclaration:  # fmt: skip
    """A member's own word about one target; the office is told of a conflict.

    It is given once; a conflict found afterwards is declared besides, and the later word counts.
    """
    demand(rules.may_declare(actor, steps.lock(member)))
    if not member.team.assignments.filter(organization=organization).exists():
        raise NotAllowed(_("The team does not inspect this organisation."))
    if has_conflict and not (ground and statement.strip()):
        raise NotAllowed(_("Name the ground and describe it in a sentence."))
    given = RecusalDeclaration.objects.filter(member=member, organization=organization)
    if given.filter(has_conflict=True).exists() or (given.exists() and not has_conflict):
        raise NotAllowed(_("You have declared about this organisation already."))
    declaration = RecusalDeclaration.objects.create(
        member=member,
        organization=organization,
        has_conflict=has_conflict,
        ground=ground if has_conflict else "",
        statement=statement.strip(),
    )
    journal.record(
        actor=actor, verb="recusal.declared", subject=declaration, has_conflict=has_conflict
    )
    if has_conflict:
        notices.queue(
            to=holders(*OFFICE, organization=member.team.body),
            title=DECLARED,
            about=member.team,
            url=member.team.get_absolute_url(),
            person=member.person,
            team=member.team,
        )
    return declaration


@transaction.atomic
def decide(
    declaration: RecusalDeclaration, *, upheld: bool, reason: str, actor: User
) -> RecusalDecision:
    """Decide with a reason; an upheld one keeps the person from every row of that organisation."""
    locked = (
        RecusalDeclaration.objects.select_for_update(of=("self",))
        .select_related("member__team", "member__person", "organization")
        .get(pk=declaration.pk)
    )
    demand(rules.may_decide(actor, locked))
    if not reason.strip():
        raise NotAllowed(_("A decision gives its reason."))
    decision = RecusalDecision.objects.create(
        declaration=locked, upheld=upheld, reason=reason.strip(), decided_by=actor
    )
    person = locked.member.person
    if upheld and not Recusal.objects.current().filter(
        person=person, organization=locked.organization
    ):
        Recusal.objects.create(
            person=person,
            organization=locked.organization,
            reason=reason.strip(),
            decided_by=actor,
        )
    journal.record(actor=actor, verb="recusal.decided", subject=locked, upheld=upheld)
    notices.queue(
        to=[person],
        title=DECIDED,
        about=locked.member.team,
        url=locked.member.declaration_url,
        team=locked.member.team,
    )
    return decision
