"""The journal reads as sentences: every deed that the code records has its words."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.utils.translation import override

from accounts import deeds
from accounts.models import JournalEntry
from accounts.roles import Role
from deadlines.models.clock import Decision
from inspections.states.report import ReportDeed
from tests.test_structure import HEIGHT, SOURCES

ENDINGS = {
    "clock.extension_": set(Decision.values) - {"pending"},
    "inspections.inspectionreport.": set(ReportDeed.values),
    "inspections.namedgrant.": {"proposed", "confirmed", "revoked"},
    "inspections.workingpaper.evidence_": {"added", "changed", "removed"},
}


def recorded_verbs() -> Iterator[str]:
    """The verbs in the code; steps and edits, which are named by their model, left out."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if names_a_verb(node):
                yield from verbs_of(node.value)


def names_a_verb(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return "verb" in ast.unparse(node.targets[0])
    return isinstance(node, ast.keyword) and node.arg == "verb"


def verbs_of(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        start = str(value.values[0].value)
        yield from (f"{start}{ending}" for ending in ENDINGS[start])
    elif isinstance(value, ast.Constant | ast.IfExp):
        yield from (
            node.value
            for node in ast.walk(value)
            if isinstance(node, ast.Constant)
            and re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", str(node.value))
        )


def chinese(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", text)) and not re.search(r"[a-z_]+\.[a-z_]+", text)


def test_every_deed_that_the_code_records_has_its_words():
    verbs = {*recorded_verbs(), "person.password_wrong"}

    with override("zh-hans"):
        unnamed = sorted(verb for verb in verbs if not chinese(deeds.label(verb)))
    assert len(verbs) > 100
    assert unnamed == []


def test_every_step_and_every_row_that_takes_steps_has_its_words():
    own = [model for model in apps.get_models() if model._meta.app_label in HEIGHT]
    with override("zh-hans"):
        for model in own:
            name = model._meta.label_lower
            states = deeds._states(name)
            assert all(chinese(deeds.label(f"{name}.{state}")) for state in states), name
            assert not states or chinese(deeds.subject(name, "7")), name


def test_a_step_is_named_by_the_state_it_leads_to():
    with override("zh-hans"):
        assert deeds.label("inspections.feedback.issued") == "转为“已印发”"
        assert deeds.label("inspections.feedback.edited") == "修改"
        assert deeds.label("session.opened") == "登录"
        assert deeds.label("unknown.deed") == "unknown.deed"


def test_a_deed_is_named_once():
    with pytest.raises(ValueError, match="named twice"):
        deeds.register({"session.opened": "signed in again"})


def test_the_page_of_the_journal_speaks_in_words(world, sign_in):
    client = sign_in(world.audit_admin)
    JournalEntry.objects.create(
        actor=world.office_staff, role=Role.OFFICE_STAFF, verb="duty.granted",
        subject_type="accounts.user", subject_id="19",
    )  # fmt: skip

    page = client.get("/accounts/journal/", {"verb": "授予"}).content.decode()
    none = client.get("/accounts/journal/", {"verb": "退出登录"}).content.decode()

    assert "授予职责" in page
    assert "人员 19" in page
    assert str(Role.OFFICE_STAFF.label) in page
    assert "duty.granted" not in page
    assert "授予职责" not in none
