"""The interface describes itself completely, and its description can be read offline."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator

from accounts.roles import Role


@pytest.fixture(scope="module")
def operations() -> dict[str, dict]:
    schema = SchemaGenerator().get_schema(public=True)
    return {
        f"{method} {path}": operation
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    }


def test_the_description_is_valid_and_complete(tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "api.yml"))


def test_every_operation_has_types_and_its_errors(operations):
    untyped = [
        (name, code)
        for name, operation in operations.items()
        for code, answer in operation["responses"].items()
        if "$ref" not in answer["content"]["application/json"]["schema"]
    ]

    assert untyped == []
    assert all("401" in each["responses"] for each in operations.values())
    assert all("404" in each["responses"] for name, each in operations.items() if "{" in name)


def test_every_operation_that_writes_is_done_once(operations):
    writing = {name: each for name, each in operations.items() if not name.startswith("get")}

    assert writing
    for name, each in writing.items():
        assert "Idempotency-Key" in {one["name"] for one in each["parameters"]}, name
        assert {"400", "401", "403", "404", "409"} <= set(each["responses"]), name


def test_every_list_is_described_as_pages(operations):
    lists = [
        each
        for each in operations.values()
        if {"page"} <= {one["name"] for one in each.get("parameters", [])}
    ]

    assert len(lists) == 7
    for each in lists:
        answer = each["responses"]["200"]["content"]["application/json"]["schema"]
        assert answer["$ref"].startswith("#/components/schemas/Paginated")


@pytest.mark.parametrize("role", [Role.UNIT_LIAISON, Role.API_CLIENT])
def test_the_description_is_read_signed_in(world, sign_in, role):
    client = sign_in(world.person(role))

    page = client.get(reverse("api:docs"))
    script = client.get(reverse("api:docs"), {"script": ""})

    assert (page.status_code, script.status_code) == (200, 200)
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "http" not in page.content.decode().replace("http-equiv", "")
    assert client.get(reverse("api:schema")).status_code == 200


def test_nobody_else_reads_the_description(client, db):
    assert client.get(reverse("api:docs")).status_code == 302
    assert client.get(reverse("api:schema")).status_code == 401
