"""Whether a plan's targets are as many as it says, and evenly spread over its years."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.verdicts import ALLOWED, Verdict
from inspections.models import InspectionPlan
from inspections.states.plan import CoverageClass, TargetCategory

# A year may hold so much more or less than the mean before the page warns (HLJ-11).
UNEVEN_PERCENT = 20


@dataclass(frozen=True)
class BalanceLine:
    """One category: how many targets the plan foresees, and how many it lists."""

    coverage_class: str
    category: str
    expected: int
    listed: int

    @property
    def difference(self) -> int:
        return self.listed - self.expected

    @property
    def coverage_label(self) -> str | Promise:
        return CoverageClass(self.coverage_class).label

    @property
    def label(self) -> str | Promise:
        return TargetCategory(self.category).label


def balance(plan: InspectionPlan) -> list[BalanceLine]:
    """Every category that the plan foresees or lists, foreseen ones first."""
    listed: Counter[tuple[str, str]] = Counter()
    counted = plan.targets.order_by().values("coverage_class", "category")
    for row in counted.annotate(number=Count("pk")):
        listed[row["coverage_class"], row["category"]] = row["number"]
    expected = {
        (quota.coverage_class, quota.category): quota.expected for quota in plan.quotas.all()
    }
    keys = [*expected, *sorted(set(listed) - set(expected))]
    return [BalanceLine(*key, expected.get(key, 0), listed[key]) for key in keys]


def counts_balance(plan: InspectionPlan) -> Verdict:
    """Refuses with every category whose number is wrong (HLJ-05)."""
    lines = balance(plan)
    if not lines:
        return Verdict(_("The plan lists no targets yet."))
    wrong = [
        _("%(coverage)s, %(category)s: %(listed)s listed, %(expected)s planned")
        % {
            "coverage": line.coverage_label,
            "category": line.label,
            "listed": line.listed,
            "expected": line.expected,
        }
        for line in lines
        if line.difference
    ]
    if wrong:
        return Verdict(
            _("The numbers of targets do not agree with the plan. %(wrong)s.")
            % {"wrong": str(_("; ")).join(wrong)}
        )
    return ALLOWED


def all_targets_spread(plan: InspectionPlan) -> Verdict:
    """Refuses while a target has no round, or a round is far from the planned size."""
    left = plan.targets.filter(plan_round=None).count()
    if left:
        return Verdict(_("%(left)s targets have no round yet; spread them first.") % {"left": left})
    for planned in rounds_with_counts(plan):
        if not size_fits(plan, planned.count):
            return Verdict(
                _(
                    "Round %(number)s has %(count)s targets; the plan allows %(least)s to"
                    " %(most)s a round."
                )
                % {
                    "number": planned.number,
                    "count": planned.count,
                    "least": plan.fewest_targets,
                    "most": plan.most_targets,
                }
            )
    return ALLOWED


def size_fits(plan: InspectionPlan, count: int) -> bool:
    """Whether ``count`` is still “about” the planned size of a round (HLJ-07)."""
    return plan.fewest_targets <= count <= plan.most_targets


@dataclass(frozen=True)
class PlannedRound:
    """A planned round with the number of its targets."""

    pk: int
    number: int
    year: int
    theme: str
    count: int


def rounds_with_counts(plan: InspectionPlan) -> list[PlannedRound]:
    rows = plan.plan_rounds.annotate(count=Count("targets")).order_by("number")
    return [PlannedRound(row.pk, row.number, row.year, row.theme, row.count) for row in rows]


@dataclass(frozen=True)
class YearShare:
    """One year's targets against the mean of all years."""

    year: int
    count: int
    deviation: int

    @property
    def is_uneven(self) -> bool:
        return abs(self.deviation) > UNEVEN_PERCENT


def balance_over_years(planned: list[PlannedRound]) -> list[YearShare]:
    """Targets a year and how far, in percent, each year is from the mean (HLJ-11)."""
    counts: Counter[int] = Counter()
    for round_ in planned:
        counts[round_.year] += round_.count
    mean = sum(counts.values()) / len(counts) if counts else 0
    return [
        YearShare(year, count, round((count - mean) * 100 / mean) if mean else 0)
        for year, count in sorted(counts.items())
    ]
