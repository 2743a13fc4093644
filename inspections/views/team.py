"""Pages of the teams: members, recusal, authority."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import steps
from accounts.listing import list_page, only_for, waiting_page
from accounts.models import Organization
from accounts.roles import LEADING, OFFICE, TEAM
from accounts.scope import holds, organizations
from accounts.verdicts import demand
from inspections.filters.round import PoolFilter, TeamFilter
from inspections.forms.plan import ReasonForm
from inspections.forms.team import (
    AuthorizationForm,
    DecisionForm,
    DeclarationForm,
    ExtensionForm,
    LaterDeclarationForm,
    MemberForm,
    PoolEntryForm,
    SupplementForm,
    TeamForm,
)
from inspections.models import RecusalDeclaration, Team, TeamMember
from inspections.models.plan import READERS
from inspections.rules import recusal as recusal_rules
from inspections.rules import team as rules
from inspections.selectors import round as selectors
from inspections.services import authorization as authorization_services
from inspections.services import pool as pool_services
from inspections.services import recusal as recusal_services
from inspections.services import team as services
from inspections.states.team import DECLARABLE, EMPOWERED
from inspections.tables.round import PoolTable, TeamTable
from inspections.views.pages import bound, form_page


def team_list(request: HttpRequest) -> HttpResponse:
    only_for(request, *READERS, *TEAM)
    return waiting_page(
        request,
        everything=selectors.teams_for_list(request.user),
        waiting=selectors.waiting_teams(request.user),
        table=TeamTable,
        filters=TeamFilter,
        title=_("Teams"),
        template="inspections/team/list.html",
        calls=selectors.waiting_declarations(request.user).select_related("team"),
        empty_title=_("No team is here"),
        empty_text=_("Teams are formed in a round; a member sees the own team while authorised."),
    )


def _seen(request: HttpRequest, pk: int) -> Team:
    teams = Team.objects.visible_to(request.user)
    return get_object_or_404(teams.select_related("round", "body", "home"), pk=pk)


def team_detail(request: HttpRequest, pk: int) -> HttpResponse:
    team = _seen(request, pk)
    user = request.user
    sees_recusal = holds(user, *OFFICE, *LEADING, organization=team.body)
    members = team.members.serving().select_related("person__organization")
    standings = recusal_rules.standings_for(user, team) if sees_recusal else None
    newcomers = set(rules.newcomers(team).values_list("pk", flat=True))
    context = {
        "team": team,
        "members": members,
        "assignments": selectors.assignments_for_list(user).filter(team=team),
        "newcomers": newcomers,
        "standings": standings,
        "cautions": _cautions(team, standings or []),
        "authorizations": team.authorizations.select_related("decided_by"),
        "is_office": holds(user, *OFFICE, organization=team.body),
        "is_leading": holds(user, *LEADING, organization=team.body),
        "over": team.assignments.count() > team.round.targets_per_team,
        "deeds": {
            "change": rules.may_change_team(user, team),
            "add": rules.may_add_members(user, team),
            "ask": rules.may_ask_for_declarations(user, team),
            "authorize": rules.may_authorize(user, team),
            "extend": rules.may_extend(user, team),
            "supplement": rules.may_supplement(user, team),
            "dissolve": rules.may_dissolve(user, team),
        },
    }
    return render(request, "inspections/team/detail.html", context)


def _cautions(team: Team, standings: list[recusal_rules.Standing]) -> list[str]:
    """What keeps a team that is already asked or authorised from doing its work."""
    if team.state not in DECLARABLE:
        return []
    verdicts = [rules.is_staffed(team), recusal_rules.leader_may_lead(standings)]
    return [str(verdict.reason) for verdict in verdicts if not verdict]


def team_edit(request: HttpRequest, pk: int) -> HttpResponse:
    team = _seen(request, pk)
    demand(rules.may_change_team(request.user, team))
    home = team.home.code if team.home else ""
    initial = {"name": team.name, "mode": team.mode, "home": home}
    return form_page(
        request,
        TeamForm(bound(request), initial=initial),
        do=lambda values: services.change_team(
            team, version=steps.posted_version(request), actor=request.user, **values
        ),
        title=_("Change the team"),
        label=_("Save"),
        back=team,
        row=team,
    )


def member_new(request: HttpRequest, pk: int) -> HttpResponse:
    team = _seen(request, pk)
    demand(rules.may_add_members(request.user, team))
    return form_page(
        request,
        MemberForm(bound(request), team=team, user=request.user),
        do=lambda values: services.name_member(team, actor=request.user, **values),
        title=_("Name a member of %(team)s") % {"team": team},
        label=_("Name into the team"),
        back=team,
        done=_("The member was named."),
        note=_(
            "The team is authorised: the member declares first, then the leading group authorises."
        )
        if team.state in EMPOWERED
        else "",
    )


def member_release(request: HttpRequest, pk: int) -> HttpResponse:
    teams = Team.objects.visible_to(request.user)
    member = get_object_or_404(
        TeamMember.objects.filter(team__in=teams).select_related("team__body", "person"), pk=pk
    )
    demand(rules.may_release_member(request.user, member))
    return form_page(
        request,
        ReasonForm(bound(request)),
        do=lambda values: services.release_member(member, actor=request.user, **values),
        title=_("Release %(person)s from the team") % {"person": member.person},
        label=_("Release"),
        back=member.team,
        done=_("%(person)s has left the team; the rights ended at once.")
        % {"person": member.person},
    )


@require_POST
def team_ask(request: HttpRequest, pk: int) -> HttpResponse:
    team = _seen(request, pk)
    services.ask_for_declarations(team, actor=request.user)
    messages.success(request, _("Every member was asked to declare."))
    return redirect(team)


def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """A member's own declarations about each target of the team."""
    own = TeamMember.objects.serving().filter(person=request.user.pk)
    member = get_object_or_404(own.select_related("team__round", "team__body", "person"), pk=pk)
    if request.method == "POST":
        demand(recusal_rules.may_declare(request.user, member))
    given = list(member.declarations.select_related("organization", "decision"))
    declared = {row.organization_id for row in given}
    settled = {row.organization_id for row in given if row.has_conflict}
    targets = list(Organization.objects.filter(assignments__team=member.team_id))
    asked = [target for target in targets if target.pk not in declared]
    # Everything is declared: a reason found since is declared about what had none.
    later = [] if asked else [target for target in targets if target.pk not in settled]
    kind = LaterDeclarationForm if later else DeclarationForm
    forms = [kind(bound(request), organization=target) for target in asked or later]
    if request.method == "POST" and forms and all(form.is_valid() for form in forms):
        words = [form.values() for form in forms]
        found = [word for word in words if asked or word["has_conflict"]]
        for word in found:
            recusal_services.declare(member, actor=request.user, **word)
        if found:
            messages.success(request, _("Your declaration was received."))
        else:
            messages.info(request, _("Nothing was declared; what you declared before stands."))
        return redirect(member.declaration_url)
    context = {
        "title": _("Recusal declaration"),
        "member": member,
        "given": given,
        "forms": forms,
        "is_later": bool(later),
        "verdict": recusal_rules.may_declare(request.user, member),
    }
    failed = any(form.errors for form in forms)
    return render(request, "inspections/team/declare.html", context, status=422 if failed else 200)


def recusal_decide(request: HttpRequest, pk: int) -> HttpResponse:
    teams = Team.objects.visible_to(request.user)
    seen = RecusalDeclaration.objects.visible_to(request.user).filter(member__team__in=teams)
    declaration = get_object_or_404(
        seen.select_related("member__team__body", "member__person__organization", "organization"),
        pk=pk,
    )
    demand(recusal_rules.may_decide(request.user, declaration))
    return form_page(
        request,
        DecisionForm(bound(request)),
        do=lambda values: recusal_services.decide(declaration, actor=request.user, **values),
        title=_("Decide on a recusal"),
        label=_("Decide"),
        back=declaration.member.team,
        done=_("The recusal was decided."),
        template="inspections/team/decide.html",
        declaration=declaration,
        hits=recusal_rules.hits(declaration.member, declaration.organization),
    )


def team_authorize(request: HttpRequest, pk: int) -> HttpResponse:
    team = _seen(request, pk)
    demand(rules.may_authorize(request.user, team))
    begin = max(team.round.station_from, timezone.localdate())
    initial = {"valid_from": begin, "valid_to": team.round.station_to}
    return form_page(
        request,
        AuthorizationForm(bound(request), initial=initial),
        do=lambda values: authorization_services.authorize_team(team, actor=request.user, **values),
        title=_("Authorise %(team)s") % {"team": team},
        label=_("Authorise"),
        back=team,
        done=_("The team is authorised; its members were told."),
        note=_("From the day after the last one on, no member sees anything of this team's work."),
    )


def team_extend(request: HttpRequest, pk: int) -> HttpResponse:
    team = _seen(request, pk)
    demand(rules.may_extend(request.user, team))
    return form_page(
        request,
        ExtensionForm(bound(request)),
        do=lambda values: authorization_services.extend_authorization(
            team, actor=request.user, **values
        ),
        title=_("Extend the authorisation of %(team)s") % {"team": team},
        label=_("Extend"),
        back=team,
        done=_("The authorisation was extended."),
    )


def team_supplement(request: HttpRequest, pk: int) -> HttpResponse:
    team = _seen(request, pk)
    demand(rules.may_supplement(request.user, team))
    names = "、".join(str(one.person) for one in rules.newcomers(team).select_related("person"))
    return form_page(
        request,
        SupplementForm(bound(request)),
        do=lambda values: authorization_services.supplement_authorization(
            team, actor=request.user, **values
        ),
        title=_("Authorise who joined %(team)s") % {"team": team},
        label=_("Authorise"),
        back=team,
        done=_("The newcomers are authorised; they were told."),
        note=_("%(names)s: from today to the last day of the team's authorisation.")
        % {"names": names},
    )


@require_POST
def team_dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    team = _seen(request, pk)
    services.dissolve_team(team, actor=request.user)
    messages.success(request, _("The team is dissolved; its rights have ended."))
    return redirect(team)


def pool(request: HttpRequest) -> HttpResponse:
    if not holds(request.user, *OFFICE, *LEADING):
        raise Http404
    return list_page(
        request,
        rows=selectors.pool_for_list(request.user),
        table=PoolTable,
        filters=PoolFilter,
        title=_("Talent pool"),
        template="inspections/team/pool.html",
        may_add=holds(request.user, *OFFICE),
        empty_title=_("Nobody is in the pool yet"),
        empty_text=_("Leaders and members are named from the pool; enter the people first."),
    )


def pool_new(request: HttpRequest) -> HttpResponse:
    body = get_object_or_404(
        Organization.objects.bodies(), pk__in=organizations(request.user, *OFFICE)
    )
    return form_page(
        request,
        PoolEntryForm(bound(request)),
        do=lambda values: pool_services.enter_into_pool(body=body, actor=request.user, **values),
        title=_("Enter a person into the pool"),
        label=_("Enter"),
        back=reverse("inspections:pool"),
        parent=_("Talent pool"),
        done=_("The person is in the pool."),
    )
