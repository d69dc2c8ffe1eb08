"""Passkeys in a real Chromium with a virtual authenticator, under the site's content security policy."""

import pytest
from tests import cast
from tests.browser.looking import violations

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def place(browser, site):
    """A page of a browser with an authenticator; its address has a name, as passkeys demand."""
    context = browser.new_context(locale="zh-CN", base_url=site.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    page.told = []
    page.on("console", lambda said: page.told.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.told.append(str(error)))
    page.wire = context.new_cdp_session(page)
    page.wire.send("WebAuthn.enable")
    page.wire.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def submit(page, reached, **fields):
    """Fill in and send a form, and wait until the next page is there with its scripts.

    A page that is left before would undo what was sent, and one that is used before does not listen yet.
    """
    for name, value in fields.items():
        page.fill(f"input[name={name}]", value)
    page.click("main .btn-primary")
    page.wait_for_url(reached)


def log_in(page, person, reached="**/desk/"):
    page.goto("/accounts/login/")
    submit(page, reached, login=person.email, password=cast.PASSWORD)


def leave(page):
    page.goto("/accounts/logout/")
    page.click("main .btn-primary")
    page.wait_for_url("**/accounts/login/")


def test_a_passkey_is_added_opens_the_desk_serves_as_second_step_and_is_removed(place, site):
    log_in(place, site.cast.zhou)
    place.goto("/accounts/2fa/webauthn/add/")
    submit(place, "**/2fa/webauthn/add/", password=cast.PASSWORD)  # who is there?
    assert violations(place) == []
    submit(place, "**/2fa/recovery-codes/", name="办公室电脑")
    assert place.locator(".codes li").count() == 10
    assert violations(place) == []

    leave(place)
    place.click("#passkey_login")
    place.wait_for_url("**/desk/")

    leave(place)
    log_in(place, site.cast.zhou, "**/2fa/authenticate/")
    assert violations(place) == []
    place.click("#mfa_webauthn_authenticate")
    place.wait_for_url("**/desk/")

    place.goto("/accounts/2fa/webauthn/")
    assert place.locator("main").get_by_text("办公室电脑", exact=True).count() == 1
    place.get_by_text("移除").click()
    place.wait_for_url("**/reauthenticate/**")
    place.get_by_role("link", name="使用通行密钥").click()
    place.wait_for_url("**/webauthn/reauthenticate/**")
    place.click("#mfa_webauthn_reauthenticate")
    place.wait_for_url("**/webauthn/keys/*/remove/")
    place.get_by_role("button", name="移除").click()
    place.wait_for_url("**/2fa/webauthn/")
    assert "还没有通行密钥" in place.content()
    assert place.told == []


def test_without_a_passkey_the_page_says_what_to_do(place):
    place.goto("/accounts/login/")
    place.click("#passkey_login")
    place.wait_for_selector("[data-passkey-error]:not(:empty)")
    assert "请再试一次，或者改用其他方式" in place.inner_text("[data-passkey-error]")
    assert place.told == []


def test_at_an_address_of_digits_the_page_says_why_passkeys_do_not_work(browser, site):
    page = browser.new_page()
    page.goto(f"{site.url}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_selector("[data-passkey-error]:not(:empty)")
    assert "请用域名" in page.inner_text("[data-passkey-error]")
    page.close()
