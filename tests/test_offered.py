"""What a page offers may be done: no link that a role meets leads to a refusal.

Each role goes from its home page along every link, a few of each kind. A deed that is refused is
shown switched off with its reason (components/action.html), never as a link.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from accounts.roles import Role
from tests.conftest import StrictClient

pytestmark = pytest.mark.django_db
# How many pages of one kind are opened: what may be done depends on the row; of a list sorted or
# narrowed one other way, one is enough.
ROWS, LISTS = 2, 1
# The same rows in another order or on another page offer nothing else.
SAME_ROWS = {"sort", "page", "per_page"}
# Not pages of ours.
ELSEWHERE = ("/static/", "/api/v1/")


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        if tag == "a" and not address.startswith(("#", "http", "mailto:")):
            self.found.append(address)


def kind(address: str) -> str:
    """Addresses that differ in their numbers, or in the values of their conditions, are one kind."""
    parts = urlsplit(address)
    return re.sub(r"\d+", "N", parts.path) + "&".join(sorted(parse_qs(parts.query)))


def shows_the_same(address: str) -> bool:
    return not SAME_ROWS.isdisjoint(parse_qs(urlsplit(address).query))


def refused(client: StrictClient) -> Iterator[str]:
    """Every link that answers with a refusal, and the page that offered it."""
    waiting, seen = deque([("/", "")]), {"/"}
    opened: Counter[str] = Counter()
    while waiting:
        address, offered_by = waiting.popleft()
        answer = client.get(address)
        if answer.status_code >= 400:
            yield f"{answer.status_code} {address} offered by {offered_by}"
        elif answer.streaming:
            b"".join(answer.streaming_content)
        elif answer.headers.get("Content-Type", "").startswith("text/html"):
            for link in Links(answer.content.decode()).found:
                target = urljoin(address, link)
                if target in seen or target.startswith(ELSEWHERE) or shows_the_same(target):
                    continue
                seen.add(target)
                if opened[kind(target)] < (LISTS if "?" in target else ROWS):
                    opened[kind(target)] += 1
                    waiting.append((target, address))


@pytest.mark.parametrize(
    "role",
    [
        pytest.param(role, marks=pytest.mark.xdist_group(f"offered-{n % 2}"))
        for n, role in enumerate(Role)
    ],
)
def test_no_link_leads_to_a_refusal(planted, role):
    client = StrictClient()
    client.force_login(planted.person(role))

    assert list(refused(client)) == []
