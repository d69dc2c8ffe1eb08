"""公开前的隐私检查: personal data in a text that everybody will read.

Wider than the scan of a letter to one person: number plates and dwellings count, too. Narrower in one
thing: an office's own telephone belongs on a public page and is let pass where the text calls it so.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from gongkai.law.checks.personal_data import FULL_WIDTH, bare, scan_personal_data
from gongkai.law.evidence import Datum, Hit
from gongkai.law.statutes import GIR, cites

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE = re.compile(
    rf"(?<![A-Za-z0-9])[{PROVINCES}][A-HJ-NP-Z][·•. ]?(?=[A-HJ-NP-Z0-9]{{0,5}}\d)"
    r"(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[挂学警港澳])(?![A-Za-z0-9])"
)
COUNT = "[0-9一二三四五六七八九十百]"
# A dwelling: a compound or village, and within it a building, a unit, a door.
DWELLING = re.compile(
    r"[\u4e00-\u9fa5]{2,12}(?:小区|花园|家园|公寓|家属院|宿舍|新村|社区|苑|庄|村)"
    rf"[\u4e00-\u9fa5]{{0,6}}(?:{COUNT}{{1,4}}(?:号楼|栋|幢|座|组|队|排))"
    rf"(?:[\u4e00-\u9fa5]{{0,2}}{COUNT}{{1,3}}单元)?(?:{COUNT}{{1,5}}(?:室|号|户))?"
)
HOME = re.compile(
    r"(?:家庭住址|家庭地址|户籍地址?|户籍所在地|现住址?|现住地|居住地址?|住址|身份证住址)[为是：: ]{0,3}"
    r"(?P<home>[\u4e00-\u9fa5][\u4e00-\u9fa5A-Za-z0-9\-]{3,40}?(?:号|室|户|组|村|楼|单元|[0-9])"
    r"[\u4e00-\u9fa5A-Za-z0-9\-]{0,16})"
)
PUBLIC_LINE = re.compile(
    r"(?:咨询|办公|监督|举报|投诉|服务|值班|受理|联系|公开|热线|传真|公证处|窗口|办公室|科室?|处|局|中心|所)"
    r"(?:[\u4e00-\u9fa5]{0,6}(?:电话|传真|热线|方式))?[为是：:() （）、及和/]{0,4}"
    r"(?:(?:\d[\d-]{5,12})[、,，/ ]{1,2})*$"
)
PRIVATE_LINE = re.compile(r"(?:家庭|住宅|家中|个人|本人|宅)[电联][话系]?")
NEAR = 24


@cites(GIR.art(15))
def scan_publication(text: str, *, on: date, public: Iterable[str] = ()) -> tuple[Hit, ...]:
    """The personal data in a text for everybody, in order.

    Args:
        text: what will be read.
        on: the day; nobody is born after it.
        public: numbers that the organ itself makes known, such as the telephones of its units.

    >>> text = "车主驾驶冀F12345，家庭住址：示例市东风路12号；咨询电话：0312-5550100"
    >>> [hit.datum.value for hit in scan_publication(text, on=date(2026, 11, 2))]
    ['车牌号码', '住址']
    """
    known = {bare(number) for number in public}
    hits = [
        hit
        for hit in scan_personal_data(text, on=on)
        if bare(hit.text) not in known and not _is_office(hit, text)
    ]
    taken = [range(hit.at, hit.at + len(hit.text)) for hit in hits]
    for hit in _wider(text):
        span = range(hit.at, hit.at + len(hit.text))
        if not any(span.start < other.stop and other.start < span.stop for other in taken):
            taken.append(span)
            hits.append(hit)
    return tuple(sorted(hits, key=lambda hit: hit.at))


def _wider(text: str) -> Iterator[Hit]:
    plain = text.translate(FULL_WIDTH)
    for found in PLATE.finditer(plain):
        yield Hit(Datum.PLATE, text[found.start() : found.end()], found.start())
    for found in HOME.finditer(plain):
        yield Hit(Datum.ADDRESS, text[found.start("home") : found.end("home")], found.start("home"))
    for found in DWELLING.finditer(plain):
        yield Hit(Datum.ADDRESS, text[found.start() : found.end()], found.start())


def _is_office(hit: Hit, text: str) -> bool:
    """Whether a fixed line is called an office's in the words before it."""
    if hit.datum is not Datum.LANDLINE:
        return False
    # In files with fixed lines the words may stand at the end of the line before.
    before = text[max(0, hit.at - NEAR) : hit.at].translate(FULL_WIDTH).replace("\n", "")
    return bool(PUBLIC_LINE.search(before)) and not PRIVATE_LINE.search(before)
