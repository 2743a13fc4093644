"""Fieldwork, papers, issues, reports, feedback: 404 to whom the row does not exist, 409 to whom
it does but the deed is not theirs."""

from django.utils import timezone

from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from tests.access import Allow, Row

EVERYBODY = frozenset(Role)
BODY = OFFICE | LEADING
OUTER = REVIEWERS | UNIT | {Role.STATIONED_GROUP}
LED = {Role.TEAM_LEADER, Role.TEAM_DEPUTY}
WRITERS = LED | {Role.TEAM_LIAISON}
DRAFTERS = LED | {Role.TEAM_MEMBER}
ASSIGNMENT_READERS = BODY | TEAM | REVIEWERS | UNIT | {Role.LEAD_CLERK, Role.API_CLIENT}
WORDS = {"opinion": "同意。"}


def today() -> str:
    return timezone.localdate().isoformat()


def refused(*groups) -> dict[str, int]:
    """Those who see the row, but whose deed it is not."""
    return {role: 409 for group in groups for role in group}


def deed(args, roles, *, seen, data=None, status=302) -> Row:
    """A POST that ``roles`` may do and the others who see the row are refused with a reason."""
    others = frozenset(seen) - frozenset(roles)
    allow = Allow(status, roles, also=refused(others))
    return Row(args=args, post=allow, data=data or (lambda w: {}))


def form(args, roles, *, seen) -> Row:
    return Row(args=args, get=Allow(200, roles, also=refused(frozenset(seen) - frozenset(roles))))


def listing() -> Row:
    """A list that may fill for anybody: a named reader or a copy can be given to every role."""
    return Row(get=Allow(200, EVERYBODY))


FIELDWORK = {
    "inspections:activity_list": Row(get=Allow(200, OFFICE | TEAM)),
    "inspections:activity_detail": Row(args=lambda w: [w.activity.pk], get=Allow(200, TEAM)),
    "inspections:activity_edit": form(
        lambda w: [w.activity.pk], {Role.TEAM_LEADER, Role.TEAM_MEMBER}, seen=TEAM
    ),
    "inspections:activity_new": form(lambda w: [w.assignment_a.pk], TEAM, seen=ASSIGNMENT_READERS),
    "inspections:fieldwork_table": Row(args=lambda w: [w.assignment_a.pk], get=Allow(200, TEAM)),
    "inspections:method_list": Row(get=Allow(200, OFFICE)),
    "inspections:method_add": Row(post=Allow(302, OFFICE), data=lambda w: {"name": "无人机航拍"}),
    "inspections:meeting_list": Row(get=Allow(200, TEAM)),
    "inspections:meeting_detail": Row(args=lambda w: [w.team_meeting.pk], get=Allow(200, TEAM)),
    "inspections:meeting_new": form(
        lambda w: [w.assignment_a.pk],
        {Role.TEAM_LEADER, Role.TEAM_LIAISON},
        seen=ASSIGNMENT_READERS,
    ),
    "inspections:filing_list": Row(get=Allow(200, OFFICE)),
    "inspections:filing_detail": Row(args=lambda w: [w.assignment_left.pk], get=Allow(200, OFFICE)),
    "inspections:file_records": deed(
        lambda w: [w.assignment_left.pk],
        OFFICE,
        seen=BODY | TEAM | REVIEWERS | {Role.LEAD_CLERK, Role.API_CLIENT},
    ),
}
PAPERS = {
    "inspections:paper_list": listing(),
    "inspections:paper_new": form(lambda w: [w.assignment_a.pk], TEAM, seen=ASSIGNMENT_READERS),
    "inspections:paper_detail": Row(args=lambda w: [w.paper_submitted.pk], get=Allow(200, TEAM)),
    "inspections:paper_edit": form(
        lambda w: [w.paper_draft.pk], {Role.TEAM_MEMBER, Role.TEAM_LEADER}, seen=DRAFTERS
    ),
    "inspections:paper_submit": deed(
        lambda w: [w.paper_draft.pk], {Role.TEAM_MEMBER, Role.TEAM_LEADER}, seen=DRAFTERS
    ),
    "inspections:paper_review": deed(
        lambda w: [w.paper_submitted.pk], {Role.TEAM_DEPUTY}, seen=TEAM, data=lambda w: WORDS
    ),
    "inspections:paper_return": deed(
        lambda w: [w.paper_submitted.pk], LED, seen=TEAM, data=lambda w: WORDS
    ),
    "inspections:paper_confirm": deed(
        lambda w: [w.paper_reviewed.pk],
        {Role.TEAM_LEADER},
        seen=TEAM,
        data=lambda w: {**WORDS, "meeting": w.team_meeting.pk},
    ),
    "inspections:paper_sign": deed(lambda w: [w.paper_confirmed.pk], {Role.TEAM_LEADER}, seen=TEAM),
    "inspections:paper_void": deed(
        lambda w: [w.paper_submitted.pk], {Role.TEAM_LEADER}, seen=TEAM, data=lambda w: WORDS
    ),
    "inspections:issue_new": form(lambda w: [w.paper_signed.pk], WRITERS, seen=TEAM),
}
ISSUES = {
    "inspections:issue_list": listing(),
    "inspections:aspect_list": listing(),
    "inspections:issue_detail": Row(
        args=lambda w: [w.issue_out.pk],
        get=Allow(200, BODY | TEAM | OUTER | {Role.API_CLIENT}),
    ),
    "inspections:issue_edit": form(lambda w: [w.issue_cited.pk], WRITERS, seen=BODY | TEAM),
    "inspections:issue_withdraw": deed(
        lambda w: [w.issue_approved.pk], OFFICE, seen=BODY | TEAM, data=lambda w: WORDS
    ),
    "inspections:issue_delete": deed(lambda w: [w.received_issue.pk], OFFICE, seen=BODY),
    "inspections:issue_place": deed(
        lambda w: [w.issue_approved.pk],
        OFFICE | WRITERS,
        seen=BODY | TEAM,
        data=lambda w: {"aspect": w.aspect_empty.pk, "version": 1},
    ),
}
REPORTS = {
    "inspections:report_list": Row(get=Allow(200, BODY | TEAM)),
    "inspections:report_new": form(lambda w: [w.assignment_a.pk], WRITERS, seen=ASSIGNMENT_READERS),
    "inspections:report_detail": Row(
        args=lambda w: [w.report_submitted.pk], get=Allow(200, OFFICE | TEAM)
    ),
    "inspections:report_edit": form(lambda w: [w.report_draft.pk], WRITERS, seen=TEAM),
    "inspections:report_submit": deed(lambda w: [w.report_draft.pk], {Role.TEAM_LEADER}, seen=TEAM),
    "inspections:report_record": deed(
        lambda w: [w.report_submitted.pk, "consultation"],
        OFFICE,
        seen=OFFICE | TEAM,
        data=lambda w: {**WORDS, "held_on": today(), "decided_by": "巡察办"},
    ),
    "inspections:report_put_forward": deed(
        lambda w: [w.report_submitted.pk], OFFICE, seen=OFFICE | TEAM
    ),
    "inspections:report_return": deed(
        lambda w: [w.report_submitted.pk], OFFICE, seen=OFFICE | TEAM, data=lambda w: WORDS
    ),
    "inspections:report_approve": deed(
        lambda w: [w.report_consulted.pk],
        LEADING,
        seen=BODY | TEAM,
        data=lambda w: {**WORDS, "held_on": today()},
    ),
}
FEEDBACK = {
    "inspections:feedback_list": listing(),
    "inspections:feedback_detail": Row(
        args=lambda w: [w.feedback_out.pk], get=Allow(200, BODY | TEAM | OUTER)
    ),
    "inspections:feedback_draft": deed(
        lambda w: [w.report_approved.assignment_id],
        OFFICE | WRITERS,
        seen=BODY | TEAM | REVIEWERS | {Role.LEAD_CLERK, Role.API_CLIENT},
    ),
    "inspections:feedback_edit": form(
        lambda w: [w.feedback_draft.pk], OFFICE | WRITERS, seen=BODY | TEAM
    ),
    "inspections:feedback_copies": form(lambda w: [w.feedback_draft.pk], OFFICE, seen=BODY | TEAM),
    "inspections:aspect_add": deed(
        lambda w: [w.feedback_draft.pk],
        OFFICE | WRITERS,
        seen=BODY | TEAM,
        data=lambda w: {"title": "新的方面"},
    ),
    "inspections:aspect_delete": deed(
        lambda w: [w.aspect_empty.pk], OFFICE | WRITERS, seen=BODY | TEAM
    ),
    "inspections:feedback_review": deed(lambda w: [w.feedback_draft.pk], OFFICE, seen=BODY | TEAM),
    "inspections:feedback_return": deed(
        lambda w: [w.feedback_reviewed.pk], LEADING, seen=BODY | TEAM, data=lambda w: WORDS
    ),
    "inspections:feedback_approve": deed(
        lambda w: [w.feedback_reviewed.pk], LEADING, seen=BODY | TEAM
    ),
    "inspections:feedback_head": deed(
        lambda w: [w.feedback_approved.pk],
        OFFICE | WRITERS,
        seen=BODY | TEAM,
        data=lambda w: {"held_on": today()},
    ),
    "inspections:feedback_meeting": deed(
        lambda w: [w.feedback_told.pk],
        OFFICE | WRITERS,
        seen=BODY | TEAM,
        data=lambda w: {"held_on": today()},
    ),
    "inspections:feedback_issue": deed(lambda w: [w.feedback_met.pk], OFFICE, seen=BODY | TEAM),
    "inspections:feedback_deliver": deed(
        lambda w: [w.feedback_issued.pk], OFFICE, seen=BODY | TEAM | REVIEWERS
    ),
    "inspections:feedback_acknowledge": deed(
        lambda w: [w.feedback_out.pk], {Role.UNIT_HEAD}, seen=BODY | TEAM | OUTER
    ),
}
RECEIVED = {
    "inspections:received_new": Row(get=Allow(200, OFFICE)),
    "inspections:received_edit": form(lambda w: [w.received_feedback.pk], OFFICE, seen=BODY),
    "inspections:received_issue_new": form(lambda w: [w.received_feedback.pk], OFFICE, seen=BODY),
    "inspections:received_import": form(lambda w: [w.received_feedback.pk], OFFICE, seen=BODY),
    "inspections:received_template": form(lambda w: [w.received_feedback.pk], OFFICE, seen=BODY),
    "inspections:received_take_over": deed(lambda w: [w.received_feedback.pk], OFFICE, seen=BODY),
}
API = {
    "api:issues": Row(get=Allow(200, EVERYBODY), anonymous=401),
    "api:issue": Row(
        args=lambda w: [w.issue_out.pk],
        get=Allow(200, BODY | TEAM | OUTER | {Role.API_CLIENT}),
        anonymous=401,
    ),
}
ACCESS = API | FIELDWORK | PAPERS | ISSUES | REPORTS | FEEDBACK | RECEIVED
