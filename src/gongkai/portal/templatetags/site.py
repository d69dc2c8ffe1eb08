"""What stands at the foot of an organ's pages (国办发〔2017〕47号): ``{% site_links organ as links %}``."""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django import template

from gongkai import data
from gongkai.opendata.addresses import path
from gongkai.organs.models import Organ

register = template.Library()


@dataclass(frozen=True, slots=True)
class SiteLink:
    """A link to the site of an authority; the reader is asked before leaving."""

    words: str
    address: str


@register.simple_tag
def site_links(organ: Organ) -> list[SiteLink]:
    """找错入口, ICP备案号 and 公安备案号, of which an organ has those that its administrator has entered."""
    known = _addresses()
    wanted = (
        (organ.site_code, "我为政府网站找错", known["find_errors"].format(code=organ.site_code)),
        (organ.icp_number, organ.icp_number, known["icp"]),
        (
            organ.police_number,
            organ.police_number,
            known["police"].format(number=_digits(organ)),
        ),
    )
    ask = path("portal:leaving")
    return [SiteLink(words, f"{ask}?{urlencode({'to': to})}") for has, words, to in wanted if has]


@cache
def _addresses() -> dict[str, str]:
    return dict(data.read_toml("website.toml")["links"])


def _digits(organ: Organ) -> str:
    return re.sub(r"\D", "", organ.police_number)
