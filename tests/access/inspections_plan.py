"""Plans, rounds, teams, assignments."""

from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from tests.access import Allow, Row

READERS = {*OFFICE, *LEADING, *REVIEWERS, Role.LEAD_CLERK, Role.API_CLIENT}
INSIDE = READERS | TEAM
EVERYBODY = list(Role)
KEEPERS = OFFICE | {Role.GROUP_LEADER}
CONFIRMERS = {Role.OFFICE_DIRECTOR, Role.GROUP_LEADER}


def but(roles, allowed):
    """Those who see the row but are told why they may not."""
    return dict.fromkeys(set(roles) - set(allowed), 409)


def plan(world):
    return [world.plan.pk]


def draft(world):
    return [world.draft_plan.pk]


def round_(world):
    return [world.round.pk]


def team(world):
    return [world.team_a.pk]


def form(args, roles, allowed, refused=422):
    """A form page: shown to some, refused with its reason to the others who see the row."""
    told = but(roles, allowed)
    return Row(
        args=args,
        get=Allow(200, allowed, also=told),
        post=Allow(refused, allowed, also=told),
    )


def refused(args, roles):
    """A deed that the state forbids to everybody; who does not see the row gets 404."""
    return Row(args=args, get=Allow(409, roles), post=Allow(409, roles))


def refused_post(args, roles):
    return Row(args=args, get=Allow(405, EVERYBODY), post=Allow(409, roles))


SIGNERS = {Role.UNIT_HEAD, Role.UNIT_LIAISON}

ACCESS = {
    "inspections:plan_list": Row(get=Allow(200, INSIDE)),
    "inspections:plan_new": Row(get=Allow(200, OFFICE), post=Allow(422, OFFICE)),
    "inspections:term_new": Row(get=Allow(200, OFFICE), post=Allow(422, OFFICE)),
    "inspections:plan_detail": Row(args=plan, get=Allow(200, INSIDE)),
    "inspections:plan_edit": form(draft, READERS, OFFICE),
    "inspections:plan_submit": refused_post(draft, READERS),
    "inspections:plan_pass": refused(draft, READERS),
    "inspections:plan_adopt": refused(draft, READERS),
    "inspections:plan_return": refused(draft, READERS),
    "inspections:plan_issue": refused(draft, READERS),
    "inspections:plan_revise": Row(
        args=plan, get=Allow(405, EVERYBODY), post=Allow(302, OFFICE, also=but(INSIDE, OFFICE))
    ),
    "inspections:plan_complete": Row(
        args=plan, get=Allow(405, EVERYBODY), post=Allow(302, OFFICE, also=but(INSIDE, OFFICE))
    ),
    "inspections:plan_targets": Row(args=plan, get=Allow(200, INSIDE)),
    "inspections:target_new": form(draft, READERS, OFFICE),
    "inspections:plan_spread": form(draft, READERS, OFFICE),
    "inspections:plan_template": Row(args=draft, get=Allow(200, OFFICE, also=but(READERS, OFFICE))),
    "inspections:plan_import": form(draft, READERS, OFFICE),
    "inspections:import_preview": Row(args=lambda w: [w.target_import.pk], get=Allow(200, OFFICE)),
    "inspections:import_confirm": Row(
        args=lambda w: [w.target_import.pk],
        get=Allow(405, EVERYBODY),
        post=Allow(409, OFFICE),
    ),
    "inspections:import_marked": Row(args=lambda w: [w.target_import.pk], get=Allow(200, OFFICE)),
    "inspections:plan_target": Row(
        args=lambda w: [w.draft_target.pk],
        get=Allow(200, READERS),
        post=Allow(422, OFFICE, also=but(READERS, OFFICE)),
    ),
    "inspections:target_remove": Row(
        args=lambda w: [w.draft_target.pk],
        get=Allow(405, EVERYBODY),
        post=Allow(302, OFFICE, also=but(READERS, OFFICE)),
    ),
    "inspections:round_list": Row(get=Allow(200, INSIDE)),
    "inspections:round_new": Row(
        get=Allow(200, OFFICE, otherwise=409), post=Allow(422, OFFICE, otherwise=409)
    ),
    "inspections:round_compare": Row(get=Allow(200, INSIDE)),
    "inspections:round_open": Row(
        args=lambda w: [w.plan_round.pk], get=Allow(409, INSIDE), post=Allow(409, INSIDE)
    ),
    "inspections:round_detail": Row(args=round_, get=Allow(200, INSIDE)),
    "inspections:round_approve": refused_post(round_, INSIDE),
    "inspections:round_stage": Row(
        args=round_,
        get=Allow(405, EVERYBODY),
        post=Allow(409, INSIDE),
    ),
    "inspections:round_excuse": refused(round_, INSIDE),
    "inspections:round_cancel": refused(round_, INSIDE),
    "inspections:round_teams": refused(round_, INSIDE),
    "inspections:round_distribute": refused_post(round_, INSIDE),
    "inspections:round_target_new": refused(round_, INSIDE),
    "inspections:round_target": Row(
        args=lambda w: [w.assignment_a.target_id], get=Allow(409, READERS), post=Allow(409, READERS)
    ),
    "inspections:target_place": Row(
        args=lambda w: [w.assignment_a.target_id],
        get=Allow(405, EVERYBODY),
        post=Allow(409, READERS),
        data=lambda w: {"team": w.team_b.pk},
    ),
    "inspections:history_list": Row(get=Allow(200, READERS)),
    "inspections:history_new": Row(get=Allow(200, OFFICE), post=Allow(422, OFFICE)),
    "inspections:history_remove": Row(
        args=lambda w: [w.history.pk], post=Allow(302, OFFICE, also=but(READERS, OFFICE))
    ),
    "inspections:team_list": Row(get=Allow(200, INSIDE)),
    "inspections:pool": Row(get=Allow(200, OFFICE | LEADING)),
    "inspections:pool_new": Row(get=Allow(200, OFFICE), post=Allow(422, OFFICE)),
    "inspections:team_detail": Row(args=team, get=Allow(200, INSIDE)),
    "inspections:team_edit": refused(team, INSIDE),
    "inspections:team_ask": refused_post(team, INSIDE),
    "inspections:team_authorize": refused(team, INSIDE),
    "inspections:team_extend": form(team, INSIDE, LEADING),
    "inspections:team_supplement": refused(team, INSIDE),
    "inspections:team_dissolve": refused_post(team, INSIDE),
    "inspections:member_new": form(team, INSIDE, OFFICE),
    "inspections:member_release": form(lambda w: [w.members[Role.TEAM_MEMBER].pk], INSIDE, OFFICE),
    "inspections:declare": Row(
        args=lambda w: [w.members[Role.TEAM_MEMBER].pk],
        get=Allow(200, [Role.TEAM_MEMBER]),
        post=Allow(422, [Role.TEAM_MEMBER]),
    ),
    "inspections:recusal_decide": form(
        lambda w: [w.declaration.pk], {*OFFICE, *LEADING, Role.TEAM_LEADER}, OFFICE
    ),
    "inspections:assignment_list": Row(get=Allow(200, EVERYBODY)),
    "inspections:assignment_detail": Row(
        args=lambda w: [w.assignment_a.pk], get=Allow(200, INSIDE | UNIT)
    ),
    "inspections:notice_new": refused(lambda w: [w.assignment_a.pk], INSIDE | UNIT),
    "inspections:notice_sign": Row(
        args=lambda w: [w.assignment_a.pk],
        get=Allow(405, EVERYBODY),
        post=Allow(302, SIGNERS, also=but(INSIDE | UNIT, SIGNERS)),
    ),
    "inspections:assignment_enter": refused(lambda w: [w.assignment_a.pk], INSIDE | UNIT),
    "inspections:assignment_withdraw": form(
        lambda w: [w.assignment_a.pk], INSIDE | UNIT, {*OFFICE, Role.TEAM_LEADER}
    ),
    "inspections:assignment_grants": Row(
        args=lambda w: [w.assignment_a.pk],
        get=Allow(200, KEEPERS, also=but(INSIDE | UNIT, KEEPERS)),
    ),
    "inspections:grant_new": form(lambda w: [w.assignment_a.pk], INSIDE | UNIT, OFFICE),
    "inspections:grant_list": Row(get=Allow(200, KEEPERS)),
    "inspections:grant_confirm": Row(
        args=lambda w: [w.grant.pk],
        get=Allow(405, EVERYBODY),
        post=Allow(302, CONFIRMERS, also=but(KEEPERS, CONFIRMERS)),
    ),
    "inspections:grant_revoke": Row(
        args=lambda w: [w.grant.pk], get=Allow(405, EVERYBODY), post=Allow(302, KEEPERS)
    ),
    "inspections:notice_list": Row(get=Allow(200, EVERYBODY)),
    "api:plans": Row(get=Allow(200, EVERYBODY), anonymous=401),
    "api:plan": Row(args=plan, get=Allow(200, INSIDE), anonymous=401),
    "api:rounds": Row(get=Allow(200, EVERYBODY), anonymous=401),
    "api:round": Row(args=round_, get=Allow(200, INSIDE), anonymous=401),
    "api:assignments": Row(get=Allow(200, EVERYBODY), anonymous=401),
    "api:assignment": Row(
        args=lambda w: [w.assignment_a.pk], get=Allow(200, INSIDE | UNIT), anonymous=401
    ),
}
