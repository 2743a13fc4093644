from accounts.roles import ADMINS, Role
from tests.access import Allow, Row

EVERYBODY = list(Role)
BUSINESS = [role for role in Role if role not in ADMINS]

ACCESS = {
    "exchange:tokens": Row(get=Allow(200, EVERYBODY)),
    "exchange:issue_token": Row(post=Allow(422, BUSINESS, otherwise=409)),
    "exchange:withdraw_token": Row(args=lambda w: ["0" * 15], post=Allow(302, [])),
    "api:me": Row(get=Allow(200, EVERYBODY), anonymous=401),
}
