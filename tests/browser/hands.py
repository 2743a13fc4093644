"""What a person does with a page: follow what is offered, fill in, send, and be told that it went well."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from playwright.sync_api import Locator, Page

from tests.browser.looks import faults

# What was wrong with the pages on the way; whoever entered answers for it at the end.
found_wrong: list[str] = []
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def look_at(page: Page, address: Any) -> None:
    """Open a row's page, or an address."""
    asked = getattr(address, "get_absolute_url", lambda: address)()
    answer = page.goto(asked)
    assert answer is not None
    assert answer.status == 200, f"{page.url} answers {answer.status}"
    assert urlsplit(page.url).path == urlsplit(asked).path, f"{asked} leads to {page.url}"
    _look_round(page)


def is_offered(page: Page, name: str, *args: Any) -> bool:
    """Whether the page offers this deed to who reads it."""
    return _offer(page, reverse(name, args=args)).count() > 0


def press(page: Page, name: str, *args: Any) -> None:
    """Press what the page offers for this deed: a link, or a button that sends."""
    offer = _offer(page, reverse(name, args=args)).first
    _unfold(offer)
    _go(page, offer)


def _offer(page: Page, url: str) -> Locator:
    ways = (
        f"main a[href='{url}']",
        f"main a[href^='{url}?']",
        f"main form[action='{url}'] button:not([type=button])",
        f"main button[formaction='{url}']",
    )
    return page.locator(", ".join(ways))


def send(page: Page, form: str, **values: Any) -> None:
    """Fill in the form at ``form`` and send it by its own main button."""
    write(page, form, **values)
    _go(page, _sender(page, form))


def send_in_vain(page: Page, form: str, **values: Any) -> str:
    """Send a form that is refused; the reason that the page then gives."""
    write(page, form, **values)
    with page.expect_navigation():
        _sender(page, form).click()
    _look_round(page)
    return page.locator(f"{form} .error-summary").inner_text()


def _sender(page: Page, form: str) -> Locator:
    identity = page.locator(form).get_attribute("id")
    ways = f"{form} button:not([type=button]):not([formaction])"
    if identity:
        ways = f"{ways}, button[form={identity}]:not([formaction])"
    return page.locator(ways).last


def to(name: str, *args: Any) -> str:
    """The form that sends to this address."""
    return f"main form[action='{reverse(name, args=args)}']"


def write(page: Page, form: str, **values: Any) -> None:
    """Fill fields in by name: text, a choice, a list of choices, ticks, or a file's bytes."""
    _unfold(page.locator(form))
    for name, value in values.items():
        field = page.locator(form).locator(f"[name='{name}']")
        kind = field.first.evaluate("field => field.type")
        if value is True:
            field.check()
            continue
        match kind:
            case "file":
                files = {"name": value[0], "mimeType": value[1], "buffer": value[2]}
                field.set_input_files(files)
            case "select-one" | "select-multiple":
                many = value if isinstance(value, list) else [value]
                field.select_option([str(each) for each in many], force=True)
            case "checkbox" | "radio":
                many = value if isinstance(value, list) else [value]
                for each in many:
                    page.locator(form).locator(f"[name='{name}'][value='{each}']").check()
            case _:
                field.fill(str(value))


def _unfold(where: Locator) -> None:
    """Open what the place is folded into."""
    where.evaluate("place => { const box = place.closest('details'); if (box) box.open = true; }")


def _go(page: Page, button: Locator) -> None:
    """Press, answer the question if one is asked, and arrive without a complaint."""
    asks = button.get_attribute("data-ask")
    if asks:
        button.click()
        button = page.locator("#ask-dialog [data-ask-yes]")
    with page.expect_navigation():
        button.click()
    complaint = page.locator(".error-summary, [data-toast=failed], form .field-error")
    assert complaint.count() == 0, f"{page.url}: {complaint.first.inner_text()}"
    _look_round(page)


def _look_round(page: Page) -> None:
    path = urlsplit(page.url).path
    found_wrong.extend(f"{path}: {fault}" for fault in faults(page, f"walk{path}"))


def ask_for(page: Page, address: str) -> tuple[int, str]:
    """What the site answers to this address typed by hand: its status and its text."""
    answer = page.context.request.get(address)
    return answer.status, answer.text()


def pdf(name: str, mark: str = "") -> tuple[str, str, bytes]:
    """A file as somebody would attach it; ``mark`` makes its bytes its own."""
    return f"{name}.pdf", "application/pdf", PDF + mark.encode()
