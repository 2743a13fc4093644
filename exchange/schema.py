"""How the interface describes itself: with the errors that every operation may answer."""

from typing import Any

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from drf_spectacular.openapi import AutoSchema

from exchange.problems import InvalidOut, ProblemOut, RefusalOut


class KeyScheme(KnoxTokenScheme):
    target_class = "exchange.authentication.KeyAuthentication"
    name = "key"


class Schema(AutoSchema):
    """Adds to each operation's own answers the problems of its kind."""

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        for code, problem in self._problems().items():
            bodies.setdefault(code, self._get_response_for_code(problem, code, direction=direction))
        return bodies

    def _problems(self) -> dict[str, Any]:
        writes = self.method != "GET"
        is_list = self._is_list_view()
        problems: dict[str, Any] = {"401": ProblemOut}
        if writes or is_list:
            problems["400"] = InvalidOut
        if is_list or "{" in self.path:
            problems["404"] = ProblemOut
        if writes:
            problems |= dict.fromkeys(["403", "413", "415", "422"], ProblemOut) | {
                "409": RefusalOut
            }
        return problems
