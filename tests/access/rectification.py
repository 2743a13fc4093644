"""Who reads and moves plans, items and suggestions.

Who sees a row and may not act on it gets the reason (409; on a form, 422); who may not see it, 404.
"""

from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from tests.access import Allow, Row
from tests.factories.rectification import in_days

EVERYBODY = list(Role)
BODY = OFFICE | LEADING | REVIEWERS | {Role.API_CLIENT}
OF_UNIT = UNIT | {Role.STATIONED_GROUP}
ITEM = BODY | TEAM | OF_UNIT | {Role.DEPARTMENT_LIAISON}
OTHER_ITEM = BODY | TEAM | OF_UNIT
SENT_PLAN = BODY | OF_UNIT
REPORT = BODY | TEAM | OF_UNIT
SUGGESTION = OFFICE | LEADING | REVIEWERS | {Role.DEPARTMENT_LIAISON}
WORKERS = UNIT
# The liaison also leads the items of the world; the head signs what others claim.
CLAIMS = frozenset({Role.UNIT_LIAISON})


def item(world):
    return [world.item.pk]


def reviewed(world):
    return [world.reviewed_item.pk]


def draft(world):
    return [world.drafted.pk]


def drafted(world):
    return [world.drafted_item.pk]


def sent_plan(world):
    return [world.reviewed_plan.pk]


def report(world):
    return [world.sent_report.pk]


def suggested(world):
    return [world.suggestion.pk]


def refused(readers, status=409):
    """Nobody may do it as things stand, and who sees the row is told why."""
    return Allow(status, readers)


def allowed(doers, readers, status=409):
    return Allow(302, doers, also=dict.fromkeys(readers - set(doers), status))


def form(doers, readers, **data):
    """A form with these contents: done by some, refused to others on the page itself."""
    return {"post": allowed(doers, readers, 422), "data": lambda world: data}


DAY = in_days(20).isoformat()
TODAY = in_days(0).isoformat()

ACCESS = {
    "rectification:due_calendar": Row(get=Allow(200, EVERYBODY)),
    "rectification:urge_preview": Row(
        post=Allow(200, OFFICE, otherwise=409), data=lambda w: {"chosen": w.item.pk}
    ),
    "rectification:urge": Row(
        post=Allow(302, OFFICE, otherwise=409), data=lambda w: {"chosen": w.item.pk}
    ),
    "rectification:ledger": Row(get=Allow(200, EVERYBODY)),
    "rectification:measure_list": Row(get=Allow(200, EVERYBODY)),
    "rectification:item_detail": Row(args=item, get=Allow(200, ITEM)),
    "rectification:item_start": Row(args=item, post=refused(ITEM)),
    "rectification:item_progress": Row(
        args=item, **form(WORKERS, ITEM, percent="50", text="已核查")
    ),
    # Sent without the row's version: stale for the writer, refused on the page to everybody else.
    "rectification:item_parts": Row(
        args=item, post=Allow(409, UNIT, also=dict.fromkeys(ITEM - UNIT, 422))
    ),
    "rectification:item_evidence": Row(args=item, post=refused(ITEM, 422)),
    "rectification:item_claim": Row(args=item, **form(CLAIMS, ITEM, statement="已完成")),
    "rectification:item_confirm": Row(args=item, post=refused(ITEM)),
    "rectification:item_decline": Row(args=item, post=refused(ITEM, 422)),
    "rectification:item_extension": Row(
        args=item, **form(UNIT, ITEM, until=in_days(60).isoformat(), reason="复审未完成")
    ),
    "rectification:measure_done": Row(
        args=lambda w: [w.item.measures.first().pk], **form(WORKERS, ITEM, done_on=TODAY)
    ),
    "rectification:measure_back": Row(
        args=lambda w: [w.item.measures.first().pk], post=allowed(WORKERS, ITEM)
    ),
    "rectification:milestone_reached": Row(
        args=lambda w: [w.drafted_item.milestones.first().pk],
        post=Allow(302, UNIT),  # a drafted item leads back to its draft
    ),
    "rectification:evidence_withdraw": Row(
        args=lambda w: [w.item.evidence.first().pk], post=allowed(WORKERS, ITEM)
    ),
    "rectification:item_review": Row(
        args=lambda w: [w.reviewed_item.pk, "discipline"],
        **form(
            {Role.DISCIPLINE_REVIEWER},
            OTHER_ITEM,
            **{"discipline-result": "passed", "discipline-opinion": "同意"},
        ),
    ),
    "rectification:item_close": Row(args=reviewed, post=refused(OTHER_ITEM, 422)),
    "rectification:item_reopen": Row(args=item, post=refused(ITEM, 422)),
    "rectification:item_long_term": Row(args=item, **form(OFFICE, ITEM, name="阶段一", due_on=DAY)),
    "rectification:item_basically_done": Row(args=item, post=refused(ITEM)),
    "rectification:item_list": Row(args=item, post=refused(ITEM, 422)),
    "rectification:item_unlist": Row(args=item, post=refused(ITEM)),
    "rectification:item_route": Row(
        args=item, post=Allow(409, OFFICE, also=dict.fromkeys(ITEM - OFFICE, 422))
    ),
    "rectification:item_committee": Row(args=item, post=refused(ITEM)),
    "rectification:extension_decide": Row(args=item, post=refused(ITEM, 422)),
    "rectification:plan_list": Row(get=Allow(200, EVERYBODY)),
    "rectification:plan_detail": Row(args=sent_plan, get=Allow(200, SENT_PLAN)),
    "rectification:plan_submit": Row(args=draft, post=allowed(UNIT, UNIT)),
    "rectification:plan_take_up": Row(args=sent_plan, post=refused(SENT_PLAN)),
    "rectification:plan_return": Row(args=sent_plan, post=refused(SENT_PLAN, 422)),
    "rectification:plan_review": Row(
        args=lambda w: [w.reviewed_plan.pk, "organization"],
        **form(
            {Role.ORGANIZATION_REVIEWER},
            SENT_PLAN,
            **{"organization-result": "passed", "organization-opinion": "同意"},
        ),
    ),
    "rectification:plan_in_force": Row(args=sent_plan, post=refused(SENT_PLAN)),
    "rectification:plan_receipt": Row(args=sent_plan, get=Allow(200, SENT_PLAN)),
    "rectification:plan_open": Row(
        args=lambda w: [w.fresh_feedback.pk],
        post=allowed(UNIT, OFFICE | LEADING | REVIEWERS | OF_UNIT),
    ),
    "rectification:plan_text": Row(args=draft, post=refused(UNIT)),
    "rectification:report_list": Row(get=Allow(200, EVERYBODY)),
    "rectification:report_detail": Row(args=report, get=Allow(200, REPORT)),
    "rectification:report_text": Row(args=report, post=refused(REPORT, 422)),
    "rectification:report_submit": Row(args=report, post=refused(REPORT)),
    "rectification:report_review": Row(
        args=lambda w: [w.sent_report.pk, "discipline"],
        **form(
            {Role.DISCIPLINE_REVIEWER},
            REPORT,
            **{"discipline-result": "passed", "discipline-opinion": "同意"},
        ),
    ),
    "rectification:report_open": Row(
        args=lambda w: [w.ledger_feedback.pk, "body"],
        post=refused(OFFICE | LEADING | REVIEWERS | TEAM | OF_UNIT),
    ),
    "rectification:wording": Row(
        args=lambda w: [w.drafted.planned_issues.first().pk],
        get=Allow(200, UNIT),
        post=Allow(422, UNIT),
    ),
    "rectification:item_add": Row(args=draft, get=Allow(200, UNIT), post=Allow(422, UNIT)),
    "rectification:item_edit": Row(args=drafted, get=Allow(200, UNIT), post=Allow(422, UNIT)),
    "rectification:item_remove": Row(args=drafted, post=refused(UNIT)),
    "rectification:measure_add": Row(args=drafted, **form(UNIT, UNIT, text="措施", due_on=DAY)),
    "rectification:measure_remove": Row(
        args=lambda w: [w.drafted_item.measures.first().pk], post=allowed(UNIT, UNIT)
    ),
    "rectification:milestone_add": Row(args=drafted, **form(UNIT, UNIT, name="阶段二", due_on=DAY)),
    "rectification:milestone_remove": Row(
        args=lambda w: [w.drafted_item.milestones.first().pk], post=allowed(UNIT, UNIT)
    ),
    "rectification:import_upload": Row(args=draft, get=Allow(200, UNIT), post=Allow(422, UNIT)),
    "rectification:import_template": Row(args=draft, get=Allow(200, UNIT)),
    "rectification:plan_import": Row(
        args=lambda w: [w.drafted.pk, w.plan_import.pk], get=Allow(200, {Role.UNIT_LIAISON})
    ),
    "rectification:import_apply": Row(
        args=lambda w: [w.drafted.pk, w.plan_import.pk], post=Allow(409, {Role.UNIT_LIAISON})
    ),
    "rectification:import_marked": Row(
        args=lambda w: [w.drafted.pk, w.plan_import.pk], get=Allow(200, {Role.UNIT_LIAISON})
    ),
    "rectification:unit_home": Row(get=Allow(200, UNIT)),
    "rectification:meeting_record": Row(
        args=lambda w: [w.fresh_feedback.pk],
        **form(
            UNIT,
            OFFICE | LEADING | REVIEWERS | OF_UNIT,
            kind="study",
            held_on=TODAY,
            subject="学习反馈意见",
        ),
    ),
    "rectification:suggestion_list": Row(get=Allow(200, SUGGESTION | UNIT)),
    "rectification:suggestion_add": Row(get=Allow(200, OFFICE), post=Allow(422, OFFICE)),
    "rectification:suggestion_detail": Row(args=suggested, get=Allow(200, SUGGESTION)),
    "rectification:suggestion_edit": Row(
        args=suggested, get=Allow(200, SUGGESTION), post=Allow(422, SUGGESTION)
    ),
    "rectification:suggestion_issue": Row(args=suggested, post=refused(SUGGESTION)),
    "rectification:suggestion_receive": Row(
        args=suggested, post=allowed({Role.DEPARTMENT_LIAISON}, SUGGESTION)
    ),
    "rectification:suggestion_reply": Row(args=suggested, post=refused(SUGGESTION, 422)),
    "rectification:suggestion_judge": Row(args=suggested, post=refused(SUGGESTION, 422)),
    "api:reports": Row(get=Allow(200, EVERYBODY), anonymous=401),
    "api:feedback_reports": Row(
        args=lambda w: [w.ledger_feedback.pk],
        post=refused(OFFICE | LEADING | REVIEWERS | TEAM | OF_UNIT),
        data=lambda w: {"kind": "body", "overview": "已整改", "effects": "见效"},
        anonymous=401,
    ),
    "api:items": Row(get=Allow(200, EVERYBODY), anonymous=401),
    "api:suggestions": Row(get=Allow(200, EVERYBODY), anonymous=401),
    "api:item": Row(args=item, get=Allow(200, ITEM), anonymous=401),
    "api:item_progress": Row(
        args=item,
        post=Allow(201, UNIT, also=dict.fromkeys(ITEM - UNIT, 409)),
        data=lambda world: {"percent": "50", "text": "已核查"},
        anonymous=401,
    ),
    "api:item_evidence": Row(args=item, post=Allow(400, ITEM), anonymous=401),
    "api:item_claim": Row(
        args=item,
        post=Allow(201, CLAIMS, also=dict.fromkeys(ITEM - CLAIMS, 409)),
        data=lambda world: {"statement": "已完成"},
        anonymous=401,
    ),
}
