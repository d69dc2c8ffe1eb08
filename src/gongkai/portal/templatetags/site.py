"""The foot of an organ's pages (国办发〔2017〕47号): ``{% site_links code icp police as links %}``"""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django import template

from gongkai import data
from gongkai.opendata.addresses import path

register = template.Library()


@dataclass(frozen=True, slots=True)
class SiteLink:
    """A link to the site of an authority; the reader is asked before leaving."""

    words: str
    address: str


@register.simple_tag
def site_links(site_code: str, icp: str, police: str) -> list[SiteLink]:
    """找错入口, ICP备案号 and 公安备案号, of which an organ has those that its administrator has entered."""
    known = _addresses()
    wanted = (
        (site_code, "我为政府网站找错", known["find_errors"].format(code=site_code)),
        (icp, icp, known["icp"]),
        (police, police, known["police"].format(number=re.sub(r"\D", "", police))),
    )
    ask = path("portal:leaving")
    return [SiteLink(words, f"{ask}?{urlencode({'to': to})}") for has, words, to in wanted if has]


@cache
def _addresses() -> dict[str, str]:
    return dict(data.read_toml("website.toml")["links"])
