from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, Role
from tests.access import Allow, Row

EVERYBODY = list(Role)
BODY = LEADING | OFFICE | REVIEWERS | TEAM
SEES_ROUND = BODY | {Role.LEAD_CLERK, Role.API_CLIENT}

ACCESS = {
    "overview:home": Row(get=Allow(200, EVERYBODY)),
    "overview:dashboard": Row(get=Allow(302, SEES_ROUND, otherwise=200)),
    "overview:round_dashboard": Row(args=lambda w: [w.round.pk], get=Allow(200, SEES_ROUND)),
    "overview:targets": Row(args=lambda w: [w.round.pk], get=Allow(200, SEES_ROUND)),
    "overview:wall": Row(args=lambda w: [w.round.pk], get=Allow(200, SEES_ROUND)),
    "overview:screen": Row(get=Allow(200, LEADING | OFFICE)),
    "overview:round_screen": Row(args=lambda w: [w.round.pk], get=Allow(200, LEADING | OFFICE)),
    "api:round_dashboard": Row(
        args=lambda w: [w.round.pk],
        get=Allow(200, SEES_ROUND),
        anonymous=401,
    ),
    "overview:search": Row(get=Allow(200, EVERYBODY)),
}
