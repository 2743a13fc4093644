"""Which pages are measured, as whom, at which address."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from inspections.models import Issue, Round
from rectification.models import RectificationItem

# The province's own office, which answers for one issue in twenty; a county's; a unit; a team.
OFFICE, DIRECTOR, LEADER, REVIEWER = "body-1-2", "body-1-1", "body-1-3", "body-1-5"
COUNTY = "body-20-2"
UNIT = "head-20"
TEAM = "leader-1-1"
EXPORTED = 10_000


@dataclass(frozen=True)
class Page:
    """One address asked for by one person; ``sent`` makes it a form that is posted."""

    name: str
    person: str
    address: str
    sent: dict[str, Any] | None = None


def pages() -> Iterator[Page]:
    yield Page("Home, office", OFFICE, reverse("overview:home"))
    yield Page("Home, county office", COUNTY, reverse("overview:home"))
    yield Page("Home, leading group", LEADER, reverse("overview:home"))
    yield Page("Home, reviewer", REVIEWER, reverse("overview:home"))
    yield Page("Home, unit's head", UNIT, reverse("overview:home"))
    yield Page("Home, team leader", TEAM, reverse("overview:home"))
    yield from ledger_pages()
    yield from other_pages()
    yield from interface_pages()


def ledger_pages() -> Iterator[Page]:
    ledger = reverse("rectification:ledger")
    unit = RectificationItem.objects.filter(body=201).first()
    year = timezone.localdate().year
    yield Page("Ledger, office", OFFICE, ledger)
    yield Page("Ledger, county office", COUNTY, ledger)
    yield Page("Ledger, unit's head", UNIT, ledger)
    yield Page("Ledger, team leader", TEAM, ledger)
    for name, query in {
        "by unit": f"organization={unit.organization_id}",
        "by round": f"round={latest_round().pk}",
        "overdue": "light=overdue",
        "overdue, tab": "view=overdue",
        "due soon": "view=soon",
        "state": "state=in_progress",
        "due this year": f"due_from={year}-01-01&due_to={year}-12-31",
        "leader's name": "leader=负责人20",
        "rare word": "q=整改事项10000",
        "frequent word": "q=群众利益",
        "sorted by unit": "sort=organization",
        "sorted by light, last first": "sort=-light",
        "page in the middle": "page=1250",
        "last page": "page=999999",
        "200 a page": "per_page=200",
    }.items():
        yield Page(f"Ledger, {name}", OFFICE, f"{ledger}?{query}")
    # The largest set that does not pass ten thousand rows.
    yield Page(
        "Ledger, export of a round",
        OFFICE,
        f"{ledger}?round={latest_round().pk}",
        {"export": "xlsx"},
    )


def other_pages() -> Iterator[Page]:
    item = RectificationItem.objects.filter(body=201, state="unit_confirmed").last()
    issue = Issue.objects.filter(body=201).last()
    round_ = latest_round()
    issues, search = reverse("inspections:issue_list"), reverse("overview:search")
    yield Page("Item", OFFICE, item.get_absolute_url())
    yield Page("The unit's own page", UNIT, reverse("rectification:unit_home"))
    yield Page(
        "Dashboard of a round", LEADER, reverse("overview:round_dashboard", args=[round_.pk])
    )
    yield Page("Round", OFFICE, round_.get_absolute_url())
    yield Page("Rounds", OFFICE, reverse("inspections:round_list"))
    yield Page("Team", OFFICE, round_.teams.first().get_absolute_url())
    yield Page("Assignments", OFFICE, reverse("inspections:assignment_list"))
    yield Page("Issue", OFFICE, issue.get_absolute_url())
    yield Page("Issues, office", OFFICE, issues)
    yield Page("Issues, unit's head", UNIT, issues)
    yield Page("Issues, keyword", OFFICE, f"{issues}?q=资金管理")
    yield Page("Issues, last page", OFFICE, f"{issues}?page=999999")
    yield Page("Feedback", OFFICE, reverse("inspections:feedback_list"))
    yield Page("Reports", OFFICE, reverse("inspections:report_list"))
    yield Page("Rectification plans", OFFICE, reverse("rectification:plan_list"))
    yield Page("Working papers, team", TEAM, reverse("inspections:paper_list"))
    yield Page("Search, rare word", OFFICE, f"{search}?q=整改事项100000")
    yield Page("Search, frequent word", OFFICE, f"{search}?q=资金")
    yield Page("Search, unit's head", UNIT, f"{search}?q=资金")


def interface_pages() -> Iterator[Page]:
    for name in ("items", "issues", "assignments", "rounds"):
        yield Page(f"Interface, {name}", OFFICE, reverse(f"api:{name}"))
    yield Page(
        "Interface, dashboard", OFFICE, reverse("api:round_dashboard", args=[latest_round().pk])
    )


def latest_round() -> Round:
    return Round.objects.filter(body=201).order_by("-number")[0]
