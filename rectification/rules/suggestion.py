"""Who may write, issue, answer and close a suggestion."""

from django.utils.translation import gettext as _

from accounts.models import Organization, User
from accounts.roles import OFFICE, UNIT, Role
from accounts.scope import holds
from accounts.verdicts import ALLOWED, Verdict
from rectification.models import Suggestion
from rectification.states import SuggestionState


def may_draft_suggestion(user: User, body: Organization) -> Verdict:
    if not holds(user, *OFFICE, organization=body):
        return Verdict(_("Only the inspection office writes suggestions."))
    return ALLOWED


def may_edit_suggestion(user: User, suggestion: Suggestion) -> Verdict:
    allowed = may_draft_suggestion(user, suggestion.body)
    if not allowed:
        return allowed
    if suggestion.state != SuggestionState.DRAFTING:
        return Verdict(_("The suggestion was issued and cannot be changed any more."))
    return ALLOWED


def may_issue_suggestion(user: User, suggestion: Suggestion) -> Verdict:
    return may_edit_suggestion(user, suggestion)


def answers_for(user: User, suggestion: Suggestion) -> bool:
    return holds(user, Role.DEPARTMENT_LIAISON, *UNIT, organization=suggestion.organization)


def may_receive_suggestion(user: User, suggestion: Suggestion) -> Verdict:
    if not answers_for(user, suggestion):
        return Verdict(_("Only the addressee signs for the suggestion."))
    if suggestion.state != SuggestionState.ISSUED:
        return Verdict(_("The suggestion does not wait to be signed for."))
    return ALLOWED


def may_reply(user: User, suggestion: Suggestion) -> Verdict:
    if not answers_for(user, suggestion):
        return Verdict(_("Only the addressee answers the suggestion."))
    if suggestion.state == SuggestionState.ISSUED:
        return Verdict(_("Sign for the suggestion before answering it."))
    if suggestion.state not in (SuggestionState.RECEIVED, SuggestionState.RETURNED):
        return Verdict(_("The suggestion does not wait for an answer."))
    return ALLOWED


def may_judge_reply(user: User, suggestion: Suggestion) -> Verdict:
    if not holds(user, *OFFICE, organization=suggestion.body):
        return Verdict(_("Only the inspection office judges the answer."))
    if answers_for(user, suggestion):
        return Verdict(_("Nobody reviews the work of their own unit."))
    if suggestion.state != SuggestionState.REPLIED:
        return Verdict(_("There is no answer to judge."))
    return ALLOWED
