"""Shares and changes as the documents print them: half-up, two decimals, base kept."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def percent(numerator: int, denominator: int) -> Decimal | None:
    """``numerator`` of ``denominator`` in percent; ``None`` for nothing to divide by."""
    if not denominator:
        return None
    return (Decimal(numerator) * 100 / Decimal(denominator)).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Rate:
    """A rate that never leaves its fraction behind."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> Decimal | None:
        return percent(self.numerator, self.denominator)

    @property
    def fraction(self) -> str:
        return f"{self.numerator}/{self.denominator}"

    def __str__(self) -> str:
        return f"{self.percent}%" if self.denominator else "—"


@dataclass(frozen=True)
class Change:
    """From one figure to a later one of the same measure and unit."""

    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before

    @property
    def signed(self) -> str:
        return f"{self.difference:+d}"

    @property
    def percent(self) -> Decimal | None:
        return percent(self.difference, self.before)
