from datetime import date

from accounts.roles import Role
from deadlines.models import DeadlineRule, Rung
from tests.access import Allow, Row

EVERYBODY = list(Role)
KEEPER = [Role.OFFICE_DIRECTOR]
# Calendar, rules and steps are open to all; whoever may not change them is told why.
REFUSED = {role: 409 for role in Role if role not in KEEPER}


def this_year(world):
    return [2026]


def general_rule(world):
    return [DeadlineRule.objects.get(code="rectify.report.months", body=None).pk]


def first_rung(world):
    return [Rung.objects.earliest("offset").pk]


def changes(get=200, post=422):
    return {"get": Allow(get, KEEPER, also=REFUSED), "post": Allow(post, KEEPER, also=REFUSED)}


ACCESS = {
    "deadlines:calendar": Row(get=Allow(302, EVERYBODY)),
    "deadlines:calendar_year": Row(args=this_year, get=Allow(200, EVERYBODY)),
    "deadlines:calendar_day": Row(args=lambda world: [date(2026, 10, 10)], **changes()),
    "deadlines:confirm_year": Row(
        args=this_year, post=Allow(302, KEEPER, also=REFUSED), data=lambda world: {"version": 1}
    ),
    "deadlines:import_year": Row(**changes()),
    "deadlines:import_confirm": Row(post=Allow(409, EVERYBODY)),
    "deadlines:import_marked": Row(post=Allow(409, EVERYBODY)),
    "deadlines:import_template": Row(get=Allow(200, KEEPER, also=REFUSED)),
    "deadlines:rules": Row(get=Allow(200, EVERYBODY)),
    "deadlines:rule": Row(args=lambda world: ["rectify.report.months"], get=Allow(200, EVERYBODY)),
    "deadlines:revise_rule": Row(args=general_rule, **changes()),
    "deadlines:rungs": Row(get=Allow(200, EVERYBODY)),
    "deadlines:add_rung": Row(**changes()),
    "deadlines:rung": Row(args=first_rung, **changes()),
    "deadlines:reminders": Row(get=Allow(200, EVERYBODY)),
}
