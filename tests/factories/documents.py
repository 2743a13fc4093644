from documents import issuing
from documents.models import IssuedDocument
from tests.documents import samples
from tests.factories.accounts import BodyFactory, UserFactory


def issue_document(kind: str = "inspection_notice", **given) -> IssuedDocument:
    """Issue one document through the real service; every part may be given."""
    given.setdefault("context", samples.context(kind))
    given.setdefault("title", samples.TITLES[kind])
    if "actor" not in given:
        given["actor"] = UserFactory()
    if "body" not in given:
        given["body"] = BodyFactory()
    return issuing.issue(kind, **given)
