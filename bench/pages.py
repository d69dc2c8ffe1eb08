"""The same report as a content system publishes it: an article pasted from Word, amid the site's own page.

What a real page has and ours has not: navigation, scripts and a footer around the article, a style
on every element, and in each cell a paragraph with a span, labels split over several. Its size is
that of the page on which the parsers were chosen, 85 KB.
"""

import re
from collections.abc import Iterator
from html import escape

from gongkai.documents.model import Cell, Heading, OfficialDocument, Paragraph, Table

SECTIONS = ("首页", "机构概况", "新闻动态", "政务公开", "办事服务", "互动交流", "专题专栏", "数据开放")
ENTRIES = ("领导信息", "机构职能", "政策文件", "通知公告", "规划计划", "财政信息", "行政许可", "法治建设")
LINKED_SITES = 20
SONG = "font-family: 宋体; font-size: 14px;"
FANG_SONG = "font-family: 仿宋_GB2312; font-size: 21px;"
CELL_STYLE = "border: 1px solid windowtext; padding: 0 7px; word-break: break-all;"
TEXT_STYLE = "margin: 0; text-indent: 2em; text-align: justify; line-height: 37px;"
# A number, the words after it, or what a bracket adds: the pieces in which Word saves a label.
PIECES = re.compile(r"[（(][一二三四五六七]+[)）]|\d[.．、]|[（(]|[^\d（(]+|\d+")
SCRIPT = """<script type="text/javascript">
var _hmt = _hmt || [];
(function() {
  var hm = document.createElement("script");
  hm.src = "https://stat.example/hm.js?site=100001";
  var s = document.getElementsByTagName("script")[0];
  s.parentNode.insertBefore(hm, s);
})();
function doZoom(size) { document.getElementById("zoom").style.fontSize = size + "px"; }
function doPrint() { if (window.print) { window.print(); } else { alert("请使用浏览器的打印功能"); } }
</script>
"""
STYLE = """<style type="text/css">
.nav li { float: left; width: 120px; line-height: 40px; text-align: center; }
.nav li ul { display: none; position: absolute; z-index: 99; background: #fff; }
.article h1 { font-size: 26px; text-align: center; color: #333; padding: 30px 0 20px; }
.article .info { border-bottom: 1px dashed #ccc; font-size: 14px; color: #999; }
</style>
"""


def render(document: OfficialDocument) -> bytes:
    """The document as a content system's page in UTF-8."""
    parts = (*_head(document), *_navigation(), *_article(document), *_foot(), "</body>\n</html>\n")
    return "".join(parts).encode()


def _head(document: OfficialDocument) -> Iterator[str]:
    title = escape(document.plain_title)
    yield '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n'
    yield '<meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1">\n'
    told = {"SiteName": document.organ, "ArticleTitle": document.plain_title, "ColumnName": "年度报告"}
    for name, content in told.items():
        yield f'<meta name="{name}" content="{escape(content)}">\n'
    yield f"<title>{title}-{escape(document.organ)}</title>\n"
    for name in ("common", "header", "article", "footer"):
        yield f'<link rel="stylesheet" type="text/css" href="/images/css/{name}.css?v=20240108">\n'
    for name in ("jquery-1.12.4.min", "superslide.2.1.3", "qrcode.min"):
        yield f'<script type="text/javascript" src="/images/js/{name}.js"></script>\n'
    yield f"{STYLE}{SCRIPT}</head>\n<body>\n"


def _navigation() -> Iterator[str]:
    yield '<div class="header">\n<a href="/" class="logo"><img src="/images/logo.png" alt="首页"></a>\n'
    yield '<div class="nav">\n<ul class="clearfix">\n'
    for place, section in enumerate(SECTIONS):
        yield f'<li id="nav{place}"><a href="/col/col{place}/index.html" target="_blank">{section}</a><ul>\n'
        for number, entry in enumerate(ENTRIES):
            address = f"/col/col{place}{number}/index.html"
            yield f'<li><a href="{address}" title="{entry}" target="_blank">{entry}</a></li>\n'
        yield "</ul></li>\n"
    yield "</ul>\n</div>\n</div>\n"
    yield '<div class="position">您的位置：<a href="/">首页</a> &gt; <a href="/col/1">政务公开</a></div>\n'


def _article(document: OfficialDocument) -> Iterator[str]:
    yield f'<div class="article">\n<h1>{escape(document.plain_title)}</h1>\n'
    yield '<div class="info"><span>发布日期：2026-01-20 09:30</span>'
    yield '<span>浏览次数：<script src="/count.jsp?id=100001"></script></span>'
    yield '<a href="javascript:doZoom(18)">大</a><a href="javascript:doPrint()">打印</a></div>\n'
    yield '<div id="zoom" class="content">\n'
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _table(block)
        else:
            yield _text(block)
    for line in document.closing:
        yield _text(Paragraph(line.text))
    yield "</div>\n</div>\n"


def _text(block: Paragraph | Heading) -> str:
    font = f"{FANG_SONG} font-weight: bold;" if isinstance(block, Heading) else FANG_SONG
    return f'<p style="{TEXT_STYLE}"><span style="{font}">{escape(block.text)}</span></p>\n'


def _table(table: Table) -> Iterator[str]:
    yield '<div align="center">\n<table border="0" cellspacing="0" cellpadding="0" width="650"><tbody>\n'
    for place, row in enumerate(table.rows):
        yield f'<tr style="height: 32px;"{" class=firstRow" if not place else ""}>\n'
        yield from map(_cell, row)
        yield "</tr>\n"
    yield "</tbody></table>\n</div>\n"


def _cell(cell: Cell) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    pieces = PIECES.findall(cell.text) or ["&nbsp;"]
    inside = "".join(f'<span style="{SONG}">{piece}</span>' for piece in pieces)
    return (
        f'<td{spans} valign="center" style="{CELL_STYLE}"><p style="text-align: center;">{inside}</p></td>\n'
    )


def _foot() -> Iterator[str]:
    yield '<div class="footer">\n<select onchange="window.open(this.value)"><option>友情链接</option>\n'
    for number in range(LINKED_SITES):
        yield f'<option value="https://site{number}.example/">示例省第{number}个网站</option>\n'
    yield "</select>\n<p>主办：示例市人民政府　承办：示例市司法局</p>\n"
    yield f'<p><a href="https://beian.example/">网站标识码：0000000001</a></p>\n</div>\n{SCRIPT}'
