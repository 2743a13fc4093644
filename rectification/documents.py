"""What is printed of a plan and of a closure, as plain values (D15, D20)."""

from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from accounts.models import Duty, User
from accounts.roles import UNIT
from documents.models import IssuedDocument
from rectification.models import (
    Closure,
    ItemReview,
    RectificationItem,
    RectificationPlan,
    RectificationReport,
    Submission,
)
from rectification.selectors.plan import ordered_items
from rectification.selectors.report import CLOSED_WORD
from rectification.states import ItemKind, Party, ReportKind

# Documents are in Chinese whatever the reader's language.
KIND_WORDS = {
    ItemKind.IMMEDIATE: "立行立改",
    ItemKind.TIME_LIMITED: "限期整改",
    ItemKind.LONG_TERM: "长期整改",
}
PARTY_WORDS = {
    Party.DISCIPLINE: "纪检监察机关",
    Party.ORGANIZATION: "组织部门",
    Party.OFFICE: "%s机构",
}
PRINCIPLES = (
    "坚持把%s整改作为重大政治任务，逐条对照反馈意见，举一反三，标本兼治，"
    "做到问题不解决不放过、整改不到位不放过、制度不健全不放过。"
)
SAFEGUARDS = "压实主体责任，建立整改台账，实行销号管理，按期报告进展，接受监督。"


def plan_title(plan: RectificationPlan) -> str:
    return f"{plan.organization.name}关于{inspection_of(plan)}反馈意见的整改方案"


def inspection_of(plan: RectificationPlan | RectificationReport) -> str:
    """巡视 or 巡察, by whoever fed back: our body, or the superior inspection."""
    if plan.assignment is not None:
        return plan.body.inspection_word
    return "巡察" if "巡察" in plan.feedback.superior else "巡视"


@override("zh-hans")
def plan_context(plan: RectificationPlan) -> dict[str, Any]:
    """The plan as a letter of the unit, with its ledger by aspect."""
    feedback = plan.feedback
    unit = plan.organization.name
    word = inspection_of(plan)
    return {
        "issuer": unit,
        "recipient": plan.body.name,
        "signed_by": unit,
        "signed_on": day(plan.submitted_at),
        "team": whose(plan),
        "fed_back_on": day(feedback.issued_at),
        "target": unit,
        "inspection": word,
        "principles": plan.principles or PRINCIPLES % word,
        "organization": plan.leadership
        or f"{unit}主要负责人履行第一责任人责任，班子成员分工负责。",
        "safeguards": (plan.safeguards or SAFEGUARDS).splitlines(),
        "aspects": [
            {"title": title, "items": [planned_item(item) for item in items]}
            for title, items in groupby(ordered_items(plan), key=aspect_title)
        ],
    }


def whose(plan: RectificationPlan | RectificationReport) -> str:
    return plan.assignment.team.name if plan.assignment else plan.feedback.superior


def aspect_title(item: RectificationItem) -> str:
    return item.issue.aspect.title if item.issue.aspect else "反馈问题"


def planned_item(item: RectificationItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "issue": item.issue.text,
        "title": item.title,
        "mode": KIND_WORDS[ItemKind(item.kind)],
        "cause": item.cause_part,
        "goal": item.goal,
        "similar": item.similar_check,
        "leader": str(item.leader or ""),
        "lead_unit": organs(item),
        "measures": [
            {
                "number": str(measure.number),
                "text": measure.text,
                "leader": str(measure.leader or item.leader or ""),
                "department": measure.department,
                "due_on": measure.due_on.isoformat(),
            }
            for measure in item.measures.all()
        ],
    }


def organs(item: RectificationItem) -> str:
    others = "、".join(str(row.organization) for row in item.responsibles.all())
    return f"{item.lead_unit}（责任单位：{others}）" if others else str(item.lead_unit or "")


@override("zh-hans")
def closure_context(closure: Closure) -> dict[str, Any]:
    """What was done about one item, and the opinions on which it is struck off."""
    item, submission = closure.item, closure.submission
    feedback = item.plan.feedback
    context = {
        "office": item.body.name,
        "target": item.organization.name,
        "feedback": feedback.number or feedback.title,
        "item_number": item.number,
        "issue": item.issue.text,
        "item": item.title,
        "mode": KIND_WORDS[ItemKind(item.kind)],
        "goal": item.goal,
        "leader": str(item.leader),
        "lead_unit": str(item.lead_unit),
        "submission": submission.number,
        "measures": [done_measure(measure) for measure in item.measures.all()],
        "parts": item.parts,
        "evidence": [row.file.original_name for row in item.evidence.standing()],
        "endorsement": {
            "claimed_as": claimed_as(submission),
            "statement": submission.statement,
            "claimed_by": str(submission.claimed_by),
            "claimed_on": day(submission.claimed_at),
            "confirmed_by": str(submission.confirmed_by),
            "confirmed_on": day(submission.confirmed_at),
        },
        "reviews": [
            {"party": party_word(party, item), **opinion(submission.reviews.all(), party)}
            for party in PARTY_WORDS
        ],
        "decision": closure.opinion or "同意销号。",
        "closed_on": day(closure.closed_at),
    }
    return context | dates(item)


def done_measure(measure) -> dict[str, Any]:
    row = {"number": str(measure.number), "text": measure.text}
    return row | {"done_on": measure.done_on.isoformat()} if measure.done_on else row


@override("zh-hans")
def claimed_as(submission: Submission) -> str:
    """As what the claim was made: the item's leader, else the duty held at the unit that day."""
    if submission.claimed_by_id == submission.item.leader_id:
        return "责任领导"
    day = timezone.localdate(submission.claimed_at)
    duty = (
        Duty.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=day),
            Q(revoked_at=None) | Q(revoked_at__gt=submission.claimed_at),
            person=submission.claimed_by_id,
            organization=submission.item.organization_id,
            role__in=UNIT,
            valid_from__lte=day,
        )
        .order_by("-valid_from", "-pk")
        .first()
    )
    return str(duty.get_role_display()) if duty else ""


def party_word(party: Party, item: RectificationItem) -> str:
    word = PARTY_WORDS[party]
    return word % item.body.inspection_word if party == Party.OFFICE else word


def opinion(reviews, party: Party) -> dict[str, Any]:
    """A party that was not asked is printed as such, so that the form has its three rows."""
    review: ItemReview | None = next((row for row in reviews if row.party == party), None)
    if review is None or review.is_pending:
        return {"result": "不涉及"}
    return {
        "result": "同意" if review.result == "passed" else "退回",
        "opinion": review.opinion,
        "by": str(review.reviewer),
        "on": day(review.reviewed_at),
    }


def dates(item: RectificationItem) -> dict[str, str]:
    """The date the plan promised, and the later one when it was granted."""
    found = {"due_on": item.due_on.isoformat()} if item.due_on else {}
    clock_due = item.clock.due_on if item.clock else None
    if clock_due and item.due_on and clock_due > item.due_on:
        found["extended_to"] = clock_due.isoformat()
    return found


def day(moment) -> str:
    return timezone.localdate(moment).isoformat()


def report_title(report: RectificationReport) -> str:
    word = inspection_of(report)
    if report.kind == ReportKind.HEAD:
        return f"{report.organization.name}主要负责人组织落实{word}整改情况的报告"
    return f"{report.organization.name}关于{word}整改进展情况的报告"


@override("zh-hans")
def report_context(report: RectificationReport) -> dict[str, Any]:
    """A report as a letter of the unit, with the ledger as it stood when it was sent in (D17)."""
    unit = report.organization.name
    return {
        "issuer": unit,
        "recipient": report.body.name,
        "signed_by": unit,
        "signed_on": day(report.submitted_at),
        "team": whose(report),
        "fed_back_on": day(report.feedback.issued_at),
        "target": unit,
        "inspection": inspection_of(report),
        "by_head": report.kind == ReportKind.HEAD,
        "overview": report.overview,
        "effects": report.effects,
        "next_steps": report.next_steps,
        "aspects": by_aspect(report.ledger),
        "closed": sum(line["state"] == CLOSED_WORD for line in report.ledger),
    }


def by_aspect(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of a report under their aspects, in the order in which these first appear."""
    aspects: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        told = {key: value for key, value in line.items() if key != "aspect"}
        aspects.setdefault(line["aspect"], []).append(told)
    return [{"title": title, "items": items} for title, items in aspects.items()]


def visible_documents(user: User):
    """Ids of the documents that hang on plans, reports and closures the reader may see."""
    plans = RectificationPlan.objects.visible_to(user).exclude(document=None)
    closures = Closure.objects.filter(item__in=RectificationItem.objects.visible_to(user)).exclude(
        document=None
    )
    reports = RectificationReport.objects.visible_to(user).exclude(document=None)
    return IssuedDocument.objects.filter(
        Q(pk__in=reports.values("document"))
        | Q(pk__in=plans.values("document"))
        | Q(pk__in=closures.values("document"))
    ).values("pk")
