"""One issued document of unit A, shown to the office clerk who issued it and to the unit's head."""

from accounts.models import User
from accounts.roles import Role
from documents import sources
from documents.models import IssuedDocument
from tests.factories.documents import issue_document

SHOWN: dict[int, set[int]] = {}
READERS = {Role.OFFICE_STAFF, Role.UNIT_HEAD}


def shown(user: User):
    """What a business app's source would answer; emptied and filled anew by ``show``."""
    return IssuedDocument.objects.filter(pk__in=SHOWN.get(user.pk, set())).values("pk")


sources.register_source(shown)


def show(document: IssuedDocument, *readers: User) -> None:
    for reader in readers:
        SHOWN.setdefault(reader.pk, set()).add(document.pk)


def plant(world) -> None:
    SHOWN.clear()
    world.document = issue_document(
        body=world.body,
        organization=world.unit_a,
        actor=world.office_staff,
        title="CNRY-document-title",
    )
    show(world.document, *(world.person(role) for role in READERS))
    world.canaries["CNRY-document-title"] = READERS
