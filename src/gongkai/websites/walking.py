"""Walks through a website: every link, picture, form, style and anchor, each address asked for once."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import parse_qsl, quote, urldefrag, urljoin, urlsplit

from gongkai.websites.pages import Link, Read, Use, read

# Only somebody who is there can answer these; a program cannot tell whether they work.
OF_PEOPLE = ("mailto", "tel")
AS_WRITTEN = "%/:=&?~#+!$,;'@()*[]"  # what stands for itself, or was quoted already


@dataclass(frozen=True, slots=True)
class Answer:
    """What a website answers.

    Attributes:
        status: as HTTP counts; 0 where nothing answered.
        content_type: as the answer names it.
        body: what it says; may be empty where nobody would read on from there.
        to: where it sends on to, as it is written.
    """

    status: int
    content_type: str = ""
    body: bytes = b""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong on a page."""

    on: str
    what: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What is walked through, and how a stranger is told.

    Attributes:
        origin: scheme and host of the site, as ``https://www.example.gov.cn``.
        leaving: the path of the page that may lead to other sites, since it asks first.
        closed: paths that are asked for, and not read on from.
        most: how many addresses at most.
    """

    origin: str
    leaving: str = "/leaving/"
    closed: tuple[str, ...] = ("/desk/", "/accounts/", "/styleguide/")
    most: int = 100_000


@dataclass(slots=True)
class Walk:
    """What was found.

    Attributes:
        statuses: of every address that was asked for.
        pages: what stands in those that were read.
        linked: addresses to which a reader is led, not only a program.
        faults: what is wrong, in the order in which it was met.
        is_cut: whether there was more than there was to be walked through.
    """

    statuses: dict[str, int] = field(default_factory=dict)
    pages: dict[str, Read] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    is_cut: bool = False


Fetch = Callable[[str], Answer]


def walk(fetch: Fetch, ground: Ground, *starts: str) -> Walk:
    """Follow everything that can be reached from some addresses of a site.

    Pages that differ only in what a query asks for are looked at once; ``fetch`` is given whole addresses.
    """
    return _Walker(fetch, ground).walk([_joined(ground.origin, one) for one in starts])


class _Walker:
    def __init__(self, fetch: Fetch, ground: Ground) -> None:
        self.fetch, self.ground = fetch, ground
        self.own = f"{ground.origin.rstrip('/')}/"
        self.found = Walk()
        self.queue: deque[tuple[str, str, Use]] = deque()
        self.met: dict[str, str] = {}
        self.resolved: dict[tuple[str, str], tuple[str, str]] = {}
        self.wanted_anchors: list[tuple[str, str, str]] = []

    def walk(self, starts: list[str]) -> Walk:
        for start in starts:
            self._take(start, "", Use.LINK)
        while self.queue:
            if len(self.found.statuses) >= self.ground.most:
                self.found.is_cut = True
                break
            self._visit(*self.queue.popleft())
        self.found.faults.extend(self._lost_anchors())
        return self.found

    def _take(self, address: str, on: str, use: Use) -> None:
        """Remember an address of this site to be asked for; once for each set of questions."""
        if use is Use.LINK:
            self.found.linked.add(address)
        key = _key(address)
        if key not in self.met:
            self.met[key] = address
            self.queue.append((address, on, use))

    def _visit(self, address: str, on: str, use: Use) -> None:
        answer = self.fetch(address)
        self.found.statuses[address] = answer.status
        if answer.to:
            self._follow(address, on, use, answer)
        elif not _is_fine(answer.status, use):
            self._blame(on, f"{_said(use)}“{address}”打不开（{answer.status or '没有回应'}）")
        elif self._is_open(address):
            self._read_on(address, answer)

    def _follow(self, address: str, on: str, use: Use, answer: Answer) -> None:
        to, _ = _parted(address, answer.to)
        if not self._is_own(to):
            self._blame(on or address, f"“{address}”不经询问就转到其他网站“{to}”")
        else:
            self._take(to, on or address, use)

    def _read_on(self, address: str, answer: Answer) -> None:
        found = read(answer.body, answer.content_type)
        self.found.pages[address] = found
        for link in found.links:
            self._look_at(address, link)

    def _look_at(self, on: str, link: Link) -> None:
        to, anchor = self._resolved(on, link.to)
        scheme = to.partition(":")[0]
        if scheme in OF_PEOPLE or (scheme == "data" and link.use is Use.PART):
            return
        if scheme not in ("http", "https"):
            self._blame(on, f"“{link.to}”不是网页地址")
        elif not self._is_own(to):
            self._judge_stranger(on, link)
        else:
            self._take(to, on, link.use)
            if anchor and link.use is Use.LINK:
                self.wanted_anchors.append((on, to, anchor))

    def _resolved(self, on: str, to: str) -> tuple[str, str]:
        """The whole address and the anchor in it; a site says most of its addresses on every page."""
        base = self.ground.origin if to.startswith("/") else on
        found = self.resolved.get((base, to))
        if found is None:
            found = self.resolved[base, to] = _parted(base, to)
        return found

    def _judge_stranger(self, on: str, link: Link) -> None:
        if link.use is Use.PART:
            self._blame(on, f"页面向其他网站“{link.to}”取内容")
        elif urlsplit(on).path != self.ground.leaving:
            self._blame(on, f"不经询问就离开本网站，去“{link.to}”")

    def _lost_anchors(self) -> Iterator[Fault]:
        for on, to, anchor in self.wanted_anchors:
            found = self.found.pages.get(self.met[_key(to)])
            if found is not None and found.page is not None and anchor not in found.anchors:
                yield Fault(on, f"“{to}”上没有“#{anchor}”这个位置")

    def _blame(self, on: str, what: str) -> None:
        self.found.faults.append(Fault(on, what))

    def _is_own(self, address: str) -> bool:
        return address.startswith(self.own)

    def _is_open(self, address: str) -> bool:
        return not urlsplit(address).path.startswith(self.ground.closed)


def _parted(base: str, to: str) -> tuple[str, str]:
    """The whole address and the anchor in it; nothing where it cannot be read."""
    try:
        address, anchor = urldefrag(_joined(base, to))
    except ValueError:
        return "", ""
    return address, anchor


def _joined(base: str, to: str) -> str:
    """The whole address, its Chinese letters quoted as browsers do."""
    return quote(urljoin(base, to), safe=AS_WRITTEN)


@lru_cache(maxsize=1 << 16)
def _key(address: str) -> str:
    """The same for addresses that show the same page for other questions."""
    parts = urlsplit(address)
    asked = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return f"{parts.path}?{'&'.join(sorted(asked))}"


def _is_fine(status: int, use: Use) -> bool:
    """Whether an address answers; where something is sent to, it may refuse to be asked."""
    if use is Use.FORM and status == HTTPStatus.METHOD_NOT_ALLOWED:
        return True
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def _said(use: Use) -> str:
    return {
        Use.LINK: "链接",
        Use.PART: "页面引用的",
        Use.FORM: "表单提交到的",
        Use.LISTED: "订阅源或者站点地图所列的",
    }[use]
