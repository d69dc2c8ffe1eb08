"""``gongkai site check``: walks through a running site as a reader would, and says what is wrong."""

from collections import defaultdict
from collections.abc import Iterable
from http.client import HTTPException, HTTPResponse
from typing import Annotated, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import typer
from rich.markup import escape

from gongkai import facts
from gongkai.cli.screen import err, out, refuse
from gongkai.websites.judging import judge
from gongkai.websites.walking import Answer, Fault, Ground, walk

SECONDS = 30
LARGEST = 20 << 20  # bytes read of an answer; attachments are asked for, not read
READ = ("text/", "application/xml", "application/atom+xml")
TOLD_EVERY = 100
EXAMPLES = 3
FOUND = 1

app = typer.Typer(help="网站：像读者那样走遍门户，检查链接和页面。", no_args_is_help=True)


class _Stay(HTTPRedirectHandler):
    """Where a page sends on to is judged, not followed unseen."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


OPENER = build_opener(_Stay)


@app.command()
def check(
    address: Annotated[str, typer.Argument(help="网站地址", envvar="GONGKAI_SITE_URL")],
    most: Annotated[int, typer.Option("--most", min=1, help="最多检查多少个地址")] = 5000,
) -> None:
    """走遍一个网站：找出打不开的链接、不经询问就离开本站的链接、缺少的网站标签和页脚内容。

    发现问题时退出码为1。

    例：gongkai site check http://127.0.0.1:8000 --most 500
    """
    origin, start = _parted(address)
    if not fetch(origin + "/").status:
        refuse(f"{origin} 没有回应，请检查地址，并确认网站正在运行")
    asked = _Told()
    found = walk(asked, Ground(origin, most=most), start, "/sitemap.xml")
    faults = [*found.faults, *judge(found, facts.website_rules())]
    _show(faults)
    more = f"；达到上限 {most} 个，没有查完" if found.is_cut else ""
    out.print(f"检查了 {len(found.statuses)} 个地址{more}。" + ("" if faults else "没有发现问题。"))
    raise typer.Exit(FOUND if faults else 0)


def _parted(address: str) -> tuple[str, str]:
    """The site and the page on it where to begin; what is no address of the web is refused."""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web:
        refuse(f"“{address}”不是网址，请写成 http://127.0.0.1:8000 的样子")
    return f"{parts.scheme}://{parts.netloc}", parts.path or "/"


def fetch(address: str) -> Answer:
    """What a site answers to an address, of which only texts are read; status 0 where it does not answer."""
    request = Request(address, headers={"User-Agent": "gongkai-site-check"})  # noqa: S310  looked at in ``_parted``
    try:
        with OPENER.open(request, timeout=SECONDS) as sent:
            return _answer(sent)
    except HTTPError as error:
        with error:
            return Answer(error.code, to=error.headers.get("Location") or "")
    except (OSError, HTTPException, ValueError):
        return Answer(0)


class _Told:
    """Asks for addresses, and tells now and then how many there were."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, address: str) -> Answer:
        self.count += 1
        if self.count % TOLD_EVERY == 0:
            err.print(f"已检查 {self.count} 个地址……")
        return fetch(address)


def _answer(sent: HTTPResponse) -> Answer:
    kind = sent.headers.get("Content-Type", "")
    return Answer(sent.status, kind, sent.read(LARGEST) if kind.startswith(READ) else b"")


def _show(faults: Iterable[Fault]) -> None:
    """The same fault on many pages is told once, with a few of them."""
    pages: dict[str, list[str]] = defaultdict(list)
    for fault in faults:
        pages[fault.what].append(fault.on)
    for what, there in sorted(pages.items(), key=lambda pair: -len(pair[1])):
        out.print(f"[bold]{escape(what)}[/]　{len(there)} 处", soft_wrap=True)
        for one in there[:EXAMPLES]:
            out.print(f"    {escape(one or '（入口）')}", soft_wrap=True)
