"""A real browser with a (virtual) authenticator: set up, sign in without a password, remove."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from config import Config
from press.accounts.states import Role
from press.clock import now
from tests.support import people
from tests.support.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only]


@pytest.fixture
def settings(settings: Config) -> Config:
    """Passkeys hold for names of hosts, not for 127.0.0.1."""
    return replace(settings, base_url=settings.base_url.replace("127.0.0.1", "localhost"))


def with_authenticator(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_from_first_to_last(app: Flask, new_reader: Callable[[int, int], BrowserContext], event: str) -> None:
    person = people.staff(app, Role.OFFICER, now())
    page = new_reader(1280, 900).new_page()
    with_authenticator(page)

    page.goto("/staff/sign-in?lang=en")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/account/passkeys")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Give the passkey a name.").first).to_be_visible()
    page.get_by_label("Name of the passkey").fill("Office laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey has been added.")).to_be_visible()
    expect(page.get_by_text("Office laptop")).to_be_visible()
    assert Axe().run(page).response["violations"] == []

    page.goto("/account/sessions")
    page.get_by_role("button", name="Sign out everywhere").click()
    page.goto("/staff/sign-in")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"**/desk/{event}")

    page.goto("/account/passkeys")
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The passkey has been removed.")).to_be_visible()


def test_without_a_passkey_at_hand_the_page_says_so_and_the_password_works(
    app: Flask, new_reader: Callable[[int, int], BrowserContext]
) -> None:
    person = people.staff(app, Role.OFFICER, now())
    page = new_reader(390, 800).new_page()
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))")
    page.goto("/staff/sign-in?lang=en")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("choose another way")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/desk/**")


@pytest.mark.parametrize("lang", ["th", "en"])
def test_pages_of_staff_and_account_are_clean_for_axe(
    app: Flask, site: str, new_reader: Callable[[int, int], BrowserContext], lang: str
) -> None:
    person = people.staff(app, Role.ADMIN, now())
    page = new_reader(390, 800).new_page()
    page.goto(f"/staff/sign-in?lang={lang}")
    page.locator("#email").fill(person.email)
    page.locator("#password").fill(PASSWORD)
    page.locator("main form").first.locator("button").click()
    page.wait_for_load_state()
    people.journalist(app, now())
    found = {}
    for path in (
        "/desk",
        "/account",
        "/account/sessions",
        "/account/password",
        "/account/app",
        "/account/recovery-codes",
        "/account/data",
        "/staff/people",
        "/staff/people/invite",
        f"/staff/people/{person.account_id}",
        "/staff/data-requests",
        "/staff/forgot",
    ):
        page.goto(path)
        found[path] = [each["id"] for each in Axe().run(page).response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert {path: faults for path, faults in found.items() if faults} == {}
