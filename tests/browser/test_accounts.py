"""Inviting, signing in and tokens, in a browser that runs no scripts."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, log_in

PHRASE = "a phrase of her own"


@pytest.fixture
def pages(browser: Browser) -> Iterator[list[Page]]:
    """The browsers of two people, without scripts, on a screen of a phone and on a large one."""
    contexts = [
        browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
        for width in (1280, 390)
    ]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def status(url: str, secret: str) -> int:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {secret}"})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            json.load(response)
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.slow
def test_from_an_invitation_to_a_token_that_a_program_uses(
    pages: list[Page], server: Server
) -> None:
    administrator, nina = pages
    log_in(administrator, server)
    administrator.get_by_role("link", name="Account").click()
    administrator.get_by_role("link", name="People").click()
    administrator.get_by_label("Name to sign in with").fill("nina")
    administrator.get_by_label("Role").select_option("reader")
    administrator.get_by_role("button", name="Invite").click()
    link = administrator.locator(".secret code").inner_text()

    nina.goto(link)
    nina.get_by_label("New password", exact=True).fill(PHRASE)
    nina.get_by_label("New password confirmation").fill(PHRASE)
    nina.get_by_role("button", name="Set password and sign in").click()
    nina.get_by_role("button", name="Sign out").click()
    nina.get_by_role("link", name="Outlets").click()
    nina.get_by_role("link", name="Sign in").click()
    nina.get_by_label("Username").fill("nina")
    nina.get_by_label("Password").fill(PHRASE)
    nina.get_by_role("button", name="Sign in", exact=True).click()
    expect(nina).to_have_url(f"{server.url}/outlets/")

    nina.get_by_role("link", name="Account").click()
    nina.get_by_role("link", name="My tokens").click()
    nina.get_by_label("Label").fill("script")
    nina.get_by_label("Search, ask for suggestions").check()
    nina.get_by_role("button", name="Make the token").click()
    secret = nina.locator(".secret code").inner_text()
    address = f"{server.url}/api/search?q=idlib"
    assert status(address, secret) == 200
    # Nothing is wider than the screen of a phone.
    nina.wait_for_load_state()
    width = nina.locator("html").evaluate("each => each.scrollWidth")
    assert width <= 390
    nina.get_by_role("button", name="Revoke script").click()
    expect(nina.get_by_role("button", name="Revoke script")).to_have_count(0)
    assert status(address, secret) == 401

    administrator.goto(f"{server.url}/accounts/people/")
    administrator.get_by_role("link", name="nina").click()
    administrator.get_by_role("button", name="Close the account").click()
    expect(administrator.get_by_text("The account of nina has been closed.")).to_be_visible()
    nina.reload()
    expect(nina).to_have_url(re.compile(f"^{server.url}/accounts/login/"))
