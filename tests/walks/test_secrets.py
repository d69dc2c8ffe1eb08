"""Every route as every role: what is not public, or not one's own organ's, appears nowhere."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests.catalogue.press import moment
from tests.desk.visitor import logged_in
from tests.walks.contents import body, text_of
from tests.walks.routes import addresses, patterns
from tests.walks.secrets import OPEN

from gongkai.opendata import places
from gongkai.opendata.formats import FORMATS
from gongkai.opendata.tables import TABLES
from gongkai.opendata.writing import write_everything
from gongkai.organs.models import Role
from gongkai.portal.baking.keeping import everything
from gongkai.search.keeping import rebuild
from gongkai.search.place import current
from gongkai.search.queries import find

OF_STAFF = ("desk/", "accounts/")
UNWRITTEN = ("desk/disputes/", "desk/organs/", "desk/requests/", "desk/visits/")
SEARCHES = (
    "search/",
    "search/feed.xml",
    "<slug:slug>/search/",
    "<slug:slug>/search/feed.xml",
    "api/v1/search",
)
DATA_FILES = tuple(f"{table.name}.{suffix}" for table in TABLES for suffix in FORMATS)


def known(found):
    """What to put into addresses: every item and file, by whatever name a page asks for a number."""
    numbers = (*found.items, *found.files, *found.foreign)
    return {
        "slug": ("justice", "finance"),
        "path": ("zcwj", "czgk"),
        "pk": numbers,
        "id": numbers,
        "rest": ("x",),
        **found.within,
        **dict.fromkeys(("letter", "role", "item"), found.items[:1]),
        "file": found.files,
        "number": (1, 2),
        "pages": (1,),
        "year": (2025, 2026),
        "code": ("L01",),
        "about": ("1",),
        "suffix": ("docx", "pdf", "json", "original"),
        "what": ("supplement", "withdraw"),
        "part": (0,),
        "day": ("2026-10-09",),
        "token": ("unknown",),
        "name": ("x", *DATA_FILES),
        "topic": ("zt",),
    }


def fitting(route, putting):
    """Without what cannot be there: rows that nobody wrote, and data files among attachments."""
    numbers = putting["pk"][:1] if route.startswith(UNWRITTEN) else putting["pk"]
    return putting | {"pk": numbers, "name": ("x",) if "<int:file>" in route else putting["name"]}


def told(client, routes, putting):
    """Pairs of address and what it says, for every address of these routes."""
    for route in routes:
        for address in addresses(route, fitting(route, putting)):
            cache.clear()  # nobody is turned away for asking too often
            answer = client.get(address)
            yield address, text_of(body(answer), address)


def leaks(client, found, routes, secret, putting=None):
    """Pairs of address and mark, found as the walk goes on."""
    for address, text in told(client, routes, putting or known(found)):
        yield from ((address, mark) for mark in secret if mark in text)


def public():
    return [one for one in patterns() if not one.startswith(OF_STAFF)]


def of_staff():
    return [one for one in patterns() if one.startswith(OF_STAFF) and "<uuid:" not in one]


def visitor(found, who):
    return Client() if who == "nobody" else logged_in(getattr(found.press.cast, who))


@pytest.fixture
def data_files(secrets, settings, tmp_path):
    """The data files of the night."""
    settings.OPENDATA_ROOT = tmp_path / "opendata"
    write_everything(moment(), lambda _: None)
    return secrets


@pytest.mark.usefixtures("data_files")
@pytest.mark.parametrize("who", ["nobody", "wang", "zhao"])
def test_no_public_address_tells_what_is_not_out(secrets, who):
    client = visitor(secrets, who)
    assert list(leaks(client, secrets, public(), (*secrets.own, *secrets.others))) == []


def test_no_baked_page_tells_what_is_not_out(secrets, settings, tmp_path):
    settings.BAKED_ROOT = tmp_path / "baked"
    everything(lambda _: None)
    told = {path: path.read_bytes().decode() for path in settings.BAKED_ROOT.rglob("*.*") if is_plain(path)}
    assert any(OPEN in text for text in told.values())
    marks = (*secrets.own, *secrets.others)
    assert [(path, mark) for path, text in told.items() for mark in marks if mark in text] == []


def test_no_data_file_tells_what_is_not_out(data_files):
    told = {path: text_of(path.read_bytes(), path.name) for path in places.site().rglob("*.*")}
    for suffix in FORMATS:
        assert any(OPEN in text for path, text in told.items() if path.suffix == f".{suffix}")
    marks = (*data_files.own, *data_files.others)
    assert [(path, mark) for path, text in told.items() for mark in marks if mark in text] == []


@pytest.fixture
def index(secrets, settings, tmp_path):  # noqa: ARG001  what is out stands
    settings.SEARCH_ROOT = tmp_path / "search"
    rebuild(lambda _: None, at=moment())
    return current()


def test_nothing_that_is_not_out_is_looked_for(secrets, index):
    assert find(index, f"“{OPEN}四”").total == 1
    assert [mark for mark in (*secrets.own, *secrets.others) if find(index, f"“{mark}”").total] == []


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize("word", ["正文", "年报", "年度报告", "通知"])
def test_no_search_tells_what_is_not_out(secrets, word):
    """By words that stand in what is out as in what is not."""
    pages = {
        route: Client().get(one, {"q": word})
        for route in SEARCHES
        for one in addresses(route, {"slug": ("justice",)})
    }
    told = {address: text_of(body(answer), address) for address, answer in pages.items()}
    assert OPEN in told["search/"] or "保定市司法局2025年" in told["search/"]
    marks = (*secrets.own, *secrets.others)
    assert [(address, mark) for address, text in told.items() for mark in marks if mark in text] == []


def is_plain(path):
    """What is compressed says the same, as the tests of the tree hold."""
    return path.is_file() and path.suffix not in (".gz", ".br")


def test_what_is_out_is_told(secrets):
    """The walk can find a mark where there is one."""
    assert any(leaks(logged_in(secrets.press.cast.wang), secrets, ["desk/catalogue/"], secrets.own))
    assert any(leaks(Client(), secrets, public(), [OPEN]))


def test_a_stranger_sees_nothing_of_the_desk(secrets):
    assert list(leaks(Client(), secrets, of_staff(), (*secrets.own, *secrets.others, OPEN))) == []


def test_the_staff_of_another_organ_see_nothing_of_it(secrets):
    client = logged_in(secrets.press.cast.zhao)
    putting = known(secrets) | {"slug": ("justice",)}
    assert list(leaks(client, secrets, of_staff(), secrets.own, putting)) == []


# Rights only add up, so what one role opens all open together; these three reach beyond their own organ.
@pytest.mark.parametrize("roles", [Role.values, ["supervisor"], ["auditor"], ["administrator"]], ids="+".join)
def test_no_role_opens_another_organ(secrets, roles):
    client = logged_in(secrets.staff(*roles))
    abroad = known(secrets) | {"pk": secrets.foreign, "slug": ("finance",)}
    assert list(leaks(client, secrets, of_staff(), secrets.others, abroad)) == []
