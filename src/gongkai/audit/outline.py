"""Which of the six parts a paragraph heads. Words decide: numbers are restarted, and table 3 has some too."""

import re
from functools import lru_cache
from types import MappingProxyType

from gongkai.audit.folding import fold

LONGEST = 45
REMEMBERED = 4096
# Sentences, and a line of one that lists what the parts are called.
NO_HEADING = re.compile("[。；]|情况[、，]|[、，]$")
SUB_NUMBER = re.compile(r"\s*([(（]|\d+\s*[、.．)）])")
NUMBER = re.compile("^第?[一二三四五六七八九十]+(部分)?")
PHRASES = MappingProxyType(
    {
        "总体情况": 1,
        "总体工作情况": 1,
        "主动公开政府信息情况": 2,
        "主动公开政府信息的情况": 2,
        "政府信息主动公开情况": 2,
        "收到和处理政府信息公开申请情况": 3,
        "其他需要报告的事项": 6,
        "其他需要报告事项": 6,
        "需要报告的其他事项": 6,
    }
)
VARIANTS = (
    (re.compile("^(收到|处理|政府信息公开申请).*(申请|收到|处理|办理).*情况$"), 3),
    (re.compile("^(因|政府信息|信息公开|行政复议|被申请).*(复议.*诉讼|诉讼.*复议).*情况$"), 4),
    (
        re.compile("^(政府信息|信息公开|政务公开)?.{0,6}存在(的)?(主要)?(问题|不足).*(改进|整改|措施|打算)"),
        5,
    ),
    (re.compile("^其他(需要|应当)报告"), 6),
)
NUMBERED_VARIANTS = ((re.compile("^(工作中)?存在(的)?(主要)?(问题|不足)$"), 5),)


def heading(paragraph: str) -> int | None:
    """The number of the part that the paragraph heads, 1 to 6; None for any other paragraph.

    >>> heading("四、结转下年度继续办理"), heading("四、政府信息公开行政复议、行政诉讼情况")
    (None, 4)
    """
    return _short_heading(paragraph) if len(paragraph) <= LONGEST else None


@lru_cache(maxsize=REMEMBERED)
def _short_heading(text: str) -> int | None:
    if NO_HEADING.search(text) or SUB_NUMBER.match(text):
        return None
    folded = fold(text)
    phrase = NUMBER.sub("", folded)
    if phrase in PHRASES:
        return PHRASES[phrase]
    variants = VARIANTS if phrase == folded else (*VARIANTS, *NUMBERED_VARIANTS)
    return next((part for pattern, part in variants if pattern.search(phrase)), None)
