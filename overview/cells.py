from dataclasses import dataclass

from inspections.rules.rates import Rate


@dataclass(frozen=True)
class Cell:
    """A number and the address of the rows behind it."""

    value: int
    url: str


@dataclass(frozen=True)
class Share:
    """A rate of which both numbers open their rows."""

    part: Cell
    whole: Cell

    @property
    def rate(self) -> Rate:
        return Rate(self.part.value, self.whole.value)
