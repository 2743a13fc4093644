"""Who may do what with documents, each answer with its sentence."""

from django.utils.translation import gettext_lazy as _

from accounts import jobs, scope
from accounts.models import Organization, User
from accounts.roles import OFFICE, Role
from accounts.verdicts import ALLOWED, Verdict
from documents import issuers, kinds, numbering
from documents.models import IssuedDocument, NumberSeries

NAMES_SERIES = [*sorted(OFFICE), Role.UNIT_HEAD]
# What a unit issues in its own name; every other series is an office's.
UNIT_SERIES = frozenset({"plan"})


def may_download(user: User, document: IssuedDocument) -> Verdict:
    """Whoever sees a document may take it out, once it has been set."""
    if not document.is_rendered:
        return Verdict(_("The document has not been set yet."))
    return ALLOWED


def may_set_again(user: User, document: IssuedDocument) -> Verdict:
    """A document that could not be set is tried again by the person who issued it."""
    return jobs.may_run_again(user, document.job)


def names(code: str) -> list[Role]:
    """Who chooses the mark of a series: the office of its own, the head that of the unit's papers."""
    return [Role.UNIT_HEAD] if code in UNIT_SERIES else sorted(OFFICE)


def may_name_series(user: User, body: Organization, code: str) -> Verdict:
    """The office, or the head of a unit for its own papers, chooses the mark before the year."""
    if not scope.holds(user, *names(code), organization=body):
        return Verdict(_("Only the issuer's own office chooses the mark of its numbers."))
    return ALLOWED


def may_use_word(word: str, body: Organization, code: str) -> Verdict:
    """A mark belongs to one series for good, and is never built on another organisation's name."""
    others = NumberSeries.objects.filter(word=word).exclude(body=body, code=code)
    printed = IssuedDocument.objects.filter(number__startswith=f"{word}〔").exclude(
        taken_number__series__body=body, taken_number__series__code=code
    )
    if others.exists() or printed.exists() or _is_first_word_of_another(word, body, code):
        return Verdict(_("This mark belongs to another series. Choose another one."))
    if other := issuers.named_in(word, body):
        return Verdict(
            _("This mark reads as one of %(other)s. Build it on the name of your own organisation.")
            % {"other": other}
        )
    return ALLOWED


def _is_first_word_of_another(word: str, body: Organization, code: str) -> bool:
    """Marks that a body or this issuer gets unless another is chosen are kept for it."""
    return any(
        word == numbering.plain_word(kind, issuer)
        for issuer in {body, *Organization.objects.bodies()}
        for kind in kinds.all_kinds()
        if (issuer, kind.series) != (body, code)
    )
