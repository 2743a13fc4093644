from accounts.models import Duty, Phrase
from accounts.roles import Role
from tests.access import Allow, Row

EVERYBODY = list(Role)
SYSTEM = [Role.SYSTEM_ADMIN]
SECURITY = [Role.SECURITY_ADMIN]
AUDIT = [Role.AUDIT_ADMIN]
KNOW_PEOPLE = [*SYSTEM, *SECURITY, Role.OFFICE_DIRECTOR, Role.OFFICE_STAFF]


def some_duty(world):
    return [Duty.objects.get(person=world.department_liaison).pk]


def some_phrase(world):
    phrase, _new = Phrase.objects.get_or_create(owner=world.office_staff, text="同意")
    return [phrase.pk]


ACCESS = {
    "accounts:sign_in": Row(get=Allow(302, EVERYBODY), anonymous=200),
    "accounts:sign_out": Row(post=Allow(302, EVERYBODY)),
    "accounts:password": Row(get=Allow(200, EVERYBODY), post=Allow(422, EVERYBODY)),
    "accounts:my_account": Row(get=Allow(200, EVERYBODY)),
    "accounts:act_under": Row(post=Allow(302, EVERYBODY)),
    "accounts:language": Row(post=Allow(302, EVERYBODY)),
    "accounts:large_text": Row(post=Allow(302, EVERYBODY)),
    "accounts:stay": Row(post=Allow(204, EVERYBODY)),
    "accounts:inbox": Row(get=Allow(200, EVERYBODY)),
    "accounts:read_chosen": Row(post=Allow(302, EVERYBODY)),
    "accounts:notice": Row(args=lambda w: [w.notice.pk], post=Allow(302, [Role.OFFICE_STAFF])),
    "accounts:file": Row(args=lambda w: [w.file.pk], get=Allow(200, [])),
    "accounts:keep_draft": Row(post=Allow(409, EVERYBODY)),
    "accounts:drop_draft": Row(post=Allow(302, EVERYBODY)),
    "accounts:phrases": Row(get=Allow(200, EVERYBODY)),
    "accounts:add_phrase": Row(post=Allow(422, EVERYBODY)),
    "accounts:drop_phrase": Row(args=some_phrase, post=Allow(302, [Role.OFFICE_STAFF])),
    "accounts:choices": Row(args=lambda w: ["people"], get=Allow(200, KNOW_PEOPLE)),
    "accounts:organizations": Row(get=Allow(200, SYSTEM)),
    "accounts:add_organization": Row(get=Allow(200, SYSTEM), post=Allow(422, SYSTEM)),
    "accounts:organization": Row(args=lambda w: [w.unit_a.pk], get=Allow(200, SYSTEM)),
    "accounts:people": Row(get=Allow(200, SYSTEM)),
    "accounts:add_person": Row(get=Allow(200, SYSTEM), post=Allow(422, SYSTEM)),
    "accounts:reset_password": Row(args=lambda w: [w.stranger.pk], post=Allow(200, SYSTEM)),
    "accounts:resets": Row(get=Allow(200, SYSTEM)),
    "accounts:confirm_reset": Row(args=lambda w: [w.waiting_reset.pk], post=Allow(200, SYSTEM)),
    "accounts:withdraw_reset": Row(args=lambda w: [w.waiting_reset.pk], post=Allow(302, SYSTEM)),
    "accounts:set_active": Row(args=lambda w: [w.stranger.pk], post=Allow(302, SYSTEM)),
    "accounts:confirm_closing": Row(args=lambda w: [w.waiting_closing.pk], post=Allow(302, SYSTEM)),
    "accounts:withdraw_closing": Row(
        args=lambda w: [w.waiting_closing.pk], post=Allow(302, SYSTEM)
    ),
    "accounts:duties": Row(get=Allow(200, SECURITY)),
    "accounts:grant_duty": Row(get=Allow(200, SECURITY), post=Allow(422, SECURITY)),
    "accounts:confirm_duty": Row(args=lambda w: [w.waiting_duty.pk], post=Allow(302, SECURITY)),
    "accounts:revoke_duty": Row(args=some_duty, post=Allow(302, SECURITY)),
    "accounts:journal": Row(get=Allow(200, AUDIT)),
    "accounts:verify_journal": Row(post=Allow(302, AUDIT)),
}
