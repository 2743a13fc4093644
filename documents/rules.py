"""Who may do what with documents, each answer with its sentence."""

from django.utils.translation import gettext_lazy as _

from accounts import jobs, scope
from accounts.models import Organization, User
from accounts.roles import OFFICE, Role
from accounts.verdicts import ALLOWED, Verdict
from documents.models import IssuedDocument, NumberSeries

NAMES_SERIES = [*sorted(OFFICE), Role.UNIT_HEAD]


def may_download(user: User, document: IssuedDocument) -> Verdict:
    """Whoever sees a document may take it out, once it has been set."""
    if not document.is_rendered:
        return Verdict(_("The document has not been set yet."))
    return ALLOWED


def may_set_again(user: User, document: IssuedDocument) -> Verdict:
    """A document that could not be set is tried again by the person who issued it."""
    return jobs.may_run_again(user, document.job)


def may_name_series(user: User, body: Organization) -> Verdict:
    """The office, or the head of a unit for its own papers, chooses the mark before the year."""
    if not scope.holds(user, *NAMES_SERIES, organization=body):
        return Verdict(_("Only the issuer's own office chooses the mark of its numbers."))
    return ALLOWED


def may_use_word(word: str, body: Organization, code: str) -> Verdict:
    """A mark belongs to one series for good, so that no number is ever issued twice."""
    others = NumberSeries.objects.filter(word=word).exclude(body=body, code=code)
    printed = IssuedDocument.objects.filter(number__startswith=f"{word}〔").exclude(
        taken_number__series__body=body, taken_number__series__code=code
    )
    if others.exists() or printed.exists():
        return Verdict(_("This mark belongs to another series. Choose another one."))
    return ALLOWED
