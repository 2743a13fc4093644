"""Values nobody types, at every address and in every field: refused or ignored, never an error of ours.

Security.md C2 and C3: each path part, each condition of each list and each field of each form gets
each value of the table, by people who may open most of it.
"""

import random
import re
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.roles import Role
from tests.test_access import ACCESS, halves

pytestmark = pytest.mark.django_db

READERS = [Role.OFFICE_DIRECTOR, Role.SYSTEM_ADMIN]
BEYOND_A_KEY = str(2**63)
MORE_DIGITS_THAN_PYTHON_READS = "9" * 4500
# Bytes that are no text: what a browser never sends, and what a program may.
NO_TEXT = "%ff%ED%A0%80"
# Of these each field gets one, by chance, and the same at every run.
HERE_AND_THERE = [
    "", " ", "0", "-1", "1.5", "1e400", "NaN", "Infinity", str(2**31), "-" + BEYOND_A_KEY, "٣", "²",
    "0000-00-00", "2026-02-30", "99999-01-01", "true", "[]", "{}", "'", '"', "%", "_", "\\",
    "%(x)s", "{0}", "../..", "a" * 300, "\u202e", "\ufdd0", "\U0010ffff", "ﾊﾟ", "\r\nX: y",
    "<script>", "=1+1", "a\x1fb",
]  # fmt: skip
PARTS = [BEYOND_A_KEY, MORE_DIGITS_THAN_PYTHON_READS, "x" * 300, "%00"]
FIELD = re.compile(r'name="([^"]+)"')
ALWAYS = {
    "page", "per_page", "sort", "view", "q", "next", "box", "heap", "month", "order", "after",
    "before", "day", "chosen", "all_matching", "duty", "active", "team", "seen", "export", "keep",
    "version", "deed", "mark", "language",
}  # fmt: skip
ENDS = ["", "_after", "_before", "_min", "_max"]


def patterns(resolver=None, before="/") -> list[str]:
    """Every address with a part in it, as it is written in the table of addresses."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += patterns(pattern, here)
        elif isinstance(pattern, URLPattern) and "<" in here:
            found.append(here)
    return found


def failures(client, method: str, address: str, data=None) -> list[str]:
    """What broke, with whatever the request changed taken back."""
    with transaction.atomic():
        answer = getattr(client, method)(address, data)
        transaction.set_rollback(True)
    shown = f"{address[:120]} {str(data)[:60] if data else ''}"
    return [f"{method} {shown}: {answer.status_code}"] if answer.status_code >= 500 else []


def clients(world, roles: list[Role] = READERS) -> list[Client]:
    found = []
    for role in roles:
        client = Client(raise_request_exception=False)
        client.force_login(world.person(role))
        found.append(client)
    return found


def test_no_part_of_an_address_breaks_a_page(planted):
    broken = []
    director, administrator = clients(planted)
    for pattern in patterns():
        client = administrator if pattern.startswith("/accounts/") else director
        for part in PARTS[:1] if pattern.count("<") == pattern.count("<int:") else PARTS:
            address = re.sub(r"<[^>]+>", part, pattern)
            broken += failures(client, "get", address) + failures(client, "post", address)

    assert broken == []


def fields_of(client, address: str) -> list[str]:
    """The conditions of a list and the fields of its forms."""
    answer = client.get(address)
    if answer.status_code != 200 or answer.streaming:
        return sorted(ALWAYS)
    conditions = getattr((answer.context or {}).get("filter"), "filters", {})
    ranges = {f"{name}{end}" for name in conditions for end in ENDS}
    written = set(FIELD.findall(answer.content.decode(errors="replace")))
    return sorted((ALWAYS | ranges | written) - {"csrfmiddlewaretoken", "_once"})


def reader(name: str) -> Role | None:
    """The one of the two who gets in, if either does."""
    ways = [way for way in (ACCESS[name].get, ACCESS[name].post) if way]
    return next((r for r in READERS if any(way.expected(r) != 404 for way in ways)), None)


def mixed(fields: list[str], seed: str) -> dict[str, str]:
    chance = random.Random(seed)
    return {field: chance.choice(HERE_AND_THERE) for field in fields}


@pytest.mark.parametrize("name", halves([name for name in sorted(ACCESS) if reader(name)]))
def test_no_value_breaks_a_page(planted, name):
    address = reverse(name, args=ACCESS[name].args(planted))
    client = clients(planted, [reader(name)])[0]
    with transaction.atomic():
        fields = fields_of(client, address)
        transaction.set_rollback(True)
    strange = "&".join(f"{field}={NO_TEXT}" for field in fields[::3])
    numbers = dict.fromkeys(fields[1::3], BEYOND_A_KEY)
    typed = urlencode(numbers | mixed(fields[2::3], name))
    long = dict.fromkeys(fields[::2], MORE_DIGITS_THAN_PYTHON_READS)

    broken = failures(client, "get", f"{address}?{strange}&{typed}")
    broken += failures(client, "post", address, dict.fromkeys(fields[1::2], BEYOND_A_KEY) | long)

    assert broken == []


@pytest.mark.parametrize("name", ["page", "per_page", "sort", "next", "chosen", "state", "q"])
@pytest.mark.parametrize("value", ["0", "-1", "1.5", BEYOND_A_KEY, "²", ""])
def test_no_value_breaks_a_list(planted, name, value):
    director = clients(planted)[0]

    for address in ("/issues/", "/accounts/sign-in/"):
        assert failures(director, "get", f"{address}?{urlencode({name: value})}") == []
        assert failures(director, "post", address, {name: value}) == []


@pytest.mark.parametrize("address", ["/issues/", "/api/v1/items/", "/no-such-page/"])
def test_a_character_that_no_database_keeps_is_refused_anywhere(planted, address):
    director = clients(planted)[0]

    assert director.get(f"{address}?q=a%00b").status_code == 400
    assert director.get(f"{address}?a%00b=1").status_code == 400
    assert director.get(f"{address}%00/").status_code == 404
    assert director.post("/accounts/phrases/add/", {"text": "a\x00b"}).status_code == 400


@pytest.mark.parametrize("value", ["\x00", "a" * 101, "a" * 300, "ключ", " ", "a\nb"])
def test_a_key_of_a_form_that_no_form_of_ours_carries_is_refused(planted, value):
    for client in clients(planted):
        answer = client.post(reverse("accounts:large_text"), {"_once": value})

        assert answer.status_code == 400


@pytest.mark.parametrize("name", ["inspection_session", "inspection_language", "csrftoken", "x"])
def test_a_cookie_breaks_nothing(planted, name):
    client = Client(raise_request_exception=False)

    answer = client.get("/", headers={"Cookie": f'{name}="abcdefgh\\000ijkl"'})

    assert answer.status_code < 500


@pytest.mark.parametrize("body", ["username=a%00b&password=x", "username=%ff&password=%00"])
def test_the_way_in_takes_no_hostile_name(planted, body):
    client = Client(raise_request_exception=False)

    answer = client.post(
        reverse("accounts:sign_in"), body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code in {400, 422}
