import pytest
from django.test import Client

from exchange import services


@pytest.fixture
def by_key():
    """A program with a key of its owner: ``by_key(person)``."""

    def program(person) -> Client:
        key = services.issue_token(actor=person, days=90)
        return Client(headers={"Authorization": f"Token {key}"})

    return program
