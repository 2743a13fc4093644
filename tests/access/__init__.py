"""Who may come in: one row for every URL, kept per app, read by ``tests/test_access.py``.

``ACCESS = {"inspections:round_detail": Row(args=lambda w: [w.round.pk], get=Allow(200, OFFICE))}``
says that office roles get 200, every other role 404, and somebody not signed in is sent to the
sign-in page. ``also`` names roles that get another status, such as a refusal with its reason.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Allow:
    """These roles get ``status``; ``also`` maps other roles to theirs; the rest ``otherwise``."""

    status: int
    roles: Collection[str]
    also: Mapping[str, int] = field(default_factory=dict)
    otherwise: int = 404

    def expected(self, role: str) -> int:
        if role in self.roles:
            return self.status
        return self.also.get(role, self.otherwise)


@dataclass(frozen=True)
class Row:
    """One URL: how to address it in the world, and who may read and post."""

    args: Callable = lambda world: []
    get: Allow | None = None
    post: Allow | None = None
    data: Callable = lambda world: {}
    anonymous: int = 302
