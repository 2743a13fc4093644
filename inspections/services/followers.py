"""What the apps above do once a feedback is issued, and again once it is signed for.

Registered by them in ``AppConfig.ready``; runs in the transaction of the deed itself, so that
nothing that has to follow can be missed.
"""

from collections.abc import Callable

from accounts.models import User
from inspections.models import Feedback

Follower = Callable[[Feedback, User], object]

_followers: list[Follower] = []


def register(follower: Follower) -> None:
    _followers.append(follower)


def follow(feedback: Feedback, actor: User) -> None:
    for follower in _followers:
        follower(feedback, actor)
