"""Every answer says what a browser may do with it (security.md M2)."""

import pytest

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/sign-in/", "/", "/no/such/page/", "/api/v1/me/"])
def test_pages_redirects_and_errors_carry_the_headers(client, address):
    answer = client.get(address)

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
