from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A number and the address of the rows behind it."""

    value: int
    url: str
