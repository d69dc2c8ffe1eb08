"""What strangers and broken programs send: no page falls over, and each refusal says what to do."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from tests.cast import PASSWORD, enact
from tests.database import as_owner, undone
from tests.desk.visitor import logged_in

from gongkai.organs.models import Appointment, Role
from gongkai.search.index import opened
from gongkai.search.place import new_folder, use

# Pages that end the log-in, or that are not pages.
LEFT_OUT = ("/metrics", "/healthz", "/readyz", "/accounts/logout/")
TAKES_NONE = ("/styleguide/", "/desk/styleguide/")  # they show forms
TOKEN = "csrfmiddlewaretoken"  # another on each page
BROKEN = {
    "nul": "a\x00b",
    "not utf-8": b"a\xed\xa0\x80b\xff\xfe",  # half a character, and what never begins one
    "long": "永" * 20_000,
}
QUERIES = {
    kind: urlencode(dict.fromkeys(("page", "sort", "next", "q"), broken)) for kind, broken in BROKEN.items()
}
CREDENTIALS = [
    "",
    "null",
    "1",
    "[]",
    '"\\ud800"',
    "{}",
    '{"id": "\\u0000"}',
    '{"id": "\\ud800", "rawId": "a", "type": "public-key", "response": {}}',
    '{"id": "a", "rawId": "a", "type": "public-key", "response": []}',
    '{"id": "a", "rawId": "a", "type": "public-key", "response": {"userHandle": "eno"}}',
    json.dumps(
        {
            "rawId": "YQ",
            "id": "YQ",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "YQ",
                "signature": "YQ",
                "userHandle": "enp6enp6enp6enp6enp6enp6enp6enp6",
            },
        }
    ),
    "[" * 5000 + "]" * 5000,
]


class Forms(HTMLParser):
    """The forms of a page: where each is sent, and its fields with their values."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("method", "get").lower(), given.get("action", ""), {}))
        elif tag in {"input", "select", "textarea"} and self.found and "name" in given:
            self.found[-1][2][given["name"]] = given.get("value", "")


def addresses(patterns=None, before="/") -> Iterator[str]:
    """Every address, with the justice bureau's name where an organ's is asked for; no other variable part."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        part = str(one.pattern).removeprefix("^").removesuffix("$").replace("<slug:slug>", "justice")
        if "<" in part or "(" in part:
            continue
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, before + part)
        elif isinstance(one, URLPattern):
            yield before + part


ADDRESSES = [address for address in addresses() if not address.startswith(LEFT_OUT)]


@pytest.fixture(autouse=True)
def uncounted(db):  # noqa: ARG001  a fixture in use
    cache.clear()


@pytest.fixture(scope="module", autouse=True)
def index(tmp_path_factory):
    """An index to search in; without one the search page rightly says that it is away."""
    with override_settings(SEARCH_ROOT=tmp_path_factory.mktemp("search")):
        folder = new_folder()
        opened(folder)
        use(folder)
        yield


def _appointed():
    """The cast, with somebody in every role."""
    cast = enact()
    for role in set(Role) - {Role.ADMINISTRATOR}:
        Appointment.objects.create(user=cast.qian, organ=cast.justice, role=role, since_on="2024-01-01")
    return cast


@pytest.fixture(scope="module", autouse=True)
def laid_out(django_db_setup, django_db_blocker):  # noqa: ARG001  a fixture in use
    """The cast, and the cookies of somebody with every role: once, since each test undoes what it does."""
    lasting = override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=24 * 60 * 60)
    with django_db_blocker.unblock(), lasting, undone():
        with as_owner():
            cast = _appointed()
        client = logged_in(cast.qian)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        yield cast, client.cookies


@pytest.fixture
def cast(laid_out):
    return laid_out[0]


@pytest.fixture
def everyone(laid_out):
    """Somebody with every role, who has just logged in."""
    client = Client(raise_request_exception=False)
    client.cookies = deepcopy(laid_out[1])
    return client


def forms_of(answer, address):
    """The forms of a page, as the browser would send them."""
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return []
    found = Forms(answer.content.decode()).found
    return [(method, action or address, fields) for method, action, fields in found]


@pytest.fixture(scope="module")
def found():
    """The forms of the pages that were opened."""
    return {}


@pytest.fixture
def forms_at(everyone, found):
    """The forms of a page, which is opened once for all tests: each leaves everything as it was."""

    def forms(address):
        if address not in found:
            found[address] = forms_of(everyone.get(address), address)
        return found[address]

    return forms


def test_there_are_forms_to_try(forms_at):
    tried = {
        (action, name) for address in ADDRESSES for _, action, fields in forms_at(address) for name in fields
    }
    assert len(tried) > 20
    assert ("/accounts/password/change/", "oldpassword") in tried


@pytest.fixture(scope="module")
def tried():
    """The forms whose fields were tried: some stand on every page."""
    return set()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_field_can_break_a_page(everyone, forms_at, tried, address):
    for method, action, fields in forms_at(address):
        form = (method, action, *sorted((fields | {TOKEN: ""}).items()))
        if form in tried or action.startswith(("/accounts/logout/", *TAKES_NONE)):
            continue
        tried.add(form)
        for name in fields:
            for broken in BROKEN.values():
                cache.clear()
                answer = getattr(everyone, method)(action, fields | {name: broken})
                assert answer.status_code < 500, (address, action, name, broken)
                check_words(answer)
    for kind, query in QUERIES.items():
        answer = everyone.get(f"{address}?{query}")
        assert answer.status_code < 500, (address, kind)


def check_words(answer):
    """A page that refuses is in Chinese; none shows a trace."""
    if answer["Content-Type"].startswith("text/html") and answer.status_code not in {302, 405}:
        page = answer.content.decode()
        assert "Traceback" not in page
        assert re.search(r"<title>[^<]*[一-鿿]", page)


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_log_in_no_post_can_break_a_page(address):
    client = Client(raise_request_exception=False)
    for broken in BROKEN.values():
        sent = {"login": broken, "password": broken, "email": broken, "credential": broken, "code": broken}
        answer = client.post(address, sent)
        assert answer.status_code < 500, (address, broken)


@pytest.mark.parametrize("credential", CREDENTIALS)
@pytest.mark.parametrize("path", ["login/", "add/", "reauthenticate/"])
def test_no_made_up_passkey_breaks_a_page_or_opens_one(everyone, path, credential):
    client = everyone if path != "login/" else Client(raise_request_exception=False)
    client.get(f"/accounts/2fa/webauthn/{path}", headers={"accept": "application/json"})
    answer = client.post(f"/accounts/2fa/webauthn/{path}", {"name": "a", "credential": credential})
    assert answer.status_code in {200, 302}
    if path == "login/":
        assert answer["Location"] == "/accounts/login/"
        assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/", "/accounts/logout/"])
@pytest.mark.parametrize("token", ["", "x" * 64, "\x00", "永"])
def test_a_forged_token_is_refused_and_says_that_nothing_was_lost(cast, address, token):
    client = Client(enforce_csrf_checks=True)
    client.get("/accounts/login/")
    sent = {"csrfmiddlewaretoken": token, "login": cast.qian.email, "password": PASSWORD}
    answer = client.post(address, sent)
    assert answer.status_code == 403
    assert "没有丢失" in answer.content.decode()
    assert client.get("/desk/").status_code == 302


def test_the_token_of_somebody_else_is_refused(cast):
    mine, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    foreign = other.get("/accounts/login/").context["csrf_token"]
    mine.get("/accounts/login/")
    sent = {"csrfmiddlewaretoken": str(foreign), "login": cast.qian.email, "password": PASSWORD}
    assert mine.post("/accounts/login/", sent).status_code == 403


# Nobody is logged in there: another site that sends them acts in nobody's name.
WITHOUT_TOKEN = (
    "/justice/ask/",
    "/justice/correct/",
    "/justice/follow/",
    "/justice/report-error/",
    "/reports/audit/",
)


def test_every_form_that_posts_carries_a_token(forms_at):
    without = [
        (address, action)
        for address in ADDRESSES
        for method, action, fields in forms_at(address)
        if method == "post" and TOKEN not in fields
        if not address.startswith((*WITHOUT_TOKEN, *TAKES_NONE))
    ]
    assert without == []


@pytest.mark.parametrize("address", TAKES_NONE)
def test_the_style_guide_takes_none_of_its_forms(everyone, address):
    assert everyone.post(address).status_code == 405


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost:80@evil.example", "a b", ""]
)
@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/desk/"])
def test_another_host_is_refused(host, address):
    answer = Client(raise_request_exception=False).get(address, headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()
    assert "请求无法读懂" in answer.content.decode()


def test_a_host_that_a_proxy_would_name_is_not_believed():
    answer = Client().get("/accounts/login/", headers={"x-forwarded-host": "evil.example"})
    assert answer.status_code == 200
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize("address", [one for one in ADDRESSES if "/justice/" not in one])
def test_every_post_open_to_all_is_limited(address):
    """Whoever is not logged in gets nothing done, or is stopped after a while."""
    client = Client(raise_request_exception=False)
    sent = {"login": "a@b.example", "email": "a@b.example", "password": "falsch", "credential": "{}"}
    first = client.post(address, sent)
    if first.status_code in {403, 404, 405} or first.get("Location", "").startswith("/accounts/login/?"):
        return
    if (
        first.status_code == 302
        and first["Location"] == "/accounts/login/"
        and not address.endswith("n/login/")
    ):
        return
    answers = [client.post(address, sent) for _ in range(31)]
    assert answers[-1].status_code == 429, first.status_code
    assert re.search("操作太频繁|暂停登录", answers[-1].content.decode())


def test_the_limit_is_for_all_processes_together(settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "10/m/ip"}
    codes = [
        Client().post("/accounts/password/reset/", {"email": f"a{n}@b.example"}).status_code
        for n in range(11)
    ]
    assert codes == [302] * 10 + [429]
    assert settings.CACHES["default"]["BACKEND"].endswith("SharedCache")
    # another visitor is not stopped
    other = Client(REMOTE_ADDR="10.0.0.9")
    assert other.post("/accounts/password/reset/", {"email": "z@b.example"}).status_code == 302
