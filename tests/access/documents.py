from accounts.roles import OFFICE, Role
from tests.access import Allow, Row

EVERYBODY = list(Role)
NAMES_SERIES = OFFICE | {Role.UNIT_HEAD}
# The planted document is shown by a source of these roles' (tests/worlds/documents.py).
READERS = {Role.OFFICE_STAFF, Role.UNIT_HEAD}
ISSUER = {Role.OFFICE_STAFF}


def issued(world):
    return [world.document.pk]


def series(world):
    return [world.body.pk, "notice"]


ACCESS = {
    "documents:documents": Row(get=Allow(200, EVERYBODY)),
    "documents:verify": Row(get=Allow(200, EVERYBODY), post=Allow(422, EVERYBODY)),
    "documents:series": Row(get=Allow(200, NAMES_SERIES)),
    "documents:name_series": Row(args=series, get=Allow(200, OFFICE), post=Allow(422, OFFICE)),
    "documents:document": Row(args=issued, get=Allow(200, READERS)),
    "documents:document_state": Row(args=issued, get=Allow(200, READERS)),
    "documents:download": Row(args=issued, post=Allow(409, READERS)),
    "documents:order_copy": Row(args=issued, post=Allow(409, READERS)),
    "documents:set_again": Row(args=issued, post=Allow(409, READERS)),
    "accounts:jobs": Row(get=Allow(200, EVERYBODY)),
    "accounts:job": Row(args=lambda w: [w.document.job.pk], get=Allow(200, ISSUER)),
    "accounts:job_state": Row(args=lambda w: [w.document.job.pk], get=Allow(200, ISSUER)),
    "accounts:run_job_again": Row(args=lambda w: [w.document.job.pk], post=Allow(409, ISSUER)),
}
