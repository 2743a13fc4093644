import pytest
from rest_framework.test import APIClient


@pytest.fixture
def api():
    """A program signed in by its key: ``api(person)``."""

    def signed_in(person) -> APIClient:
        client = APIClient()
        client.force_authenticate(person, token="key")
        return client

    return signed_in
