"""Which form a report follows, told by its labels: 2021, 2019, or one part of each."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby

from gongkai import facts
from gongkai.audit.report import FormUsed
from gongkai.law.annual.forms import Form, ProactiveRow

REMEMBERED = 1024
NEW, OLD = facts.FORM_VERSIONS
NEW_HEADER = re.compile("制发|废止|有效件|本年处理决定|收费金额")
OLD_HEADER = re.compile("制作|公开数量|公开总数|对外公开|上一年|本年增|增减|项目数量|采购")
OLD_ROWS = frozenset({"other_services", "procurement"})
SUB_ROWS = frozenset({"other.correction_lapsed", "other.fee_lapsed", "other.other"})
LAST_ROWS = frozenset({"total", "carried_out"})


def find(headers: Iterable[tuple[str, str]], requests: Collection[str]) -> tuple[FormUsed, Form]:
    """The form, from table 2's rows with the headings above each, and the keys of table 3's rows."""
    items = _items(headers)
    third = _requests_version(requests)
    evidence = {version for version in (*items.values(), third) if version}
    if not evidence:
        return FormUsed.UNKNOWN, facts.form(NEW)
    if len(evidence) == 1:
        version = evidence.pop()
        return FormUsed(version), facts.form(version)
    usual = _usual(items.values()) or third or NEW
    shown = {item: version or usual for item, version in items.items()}
    return FormUsed.MIXED, _compose(shown, third or usual)


def followed(form: Form) -> tuple[dict[str, str], str]:
    """The version that each item of table 2 follows on a form, and that of table 3."""
    new = facts.form(NEW)
    items = {row.item for row in (*new.proactive_rows, *form.proactive_rows)}
    return (
        {item: NEW if _of(form, item) == _of(new, item) else OLD for item in items},
        NEW if form.request_rows == new.request_rows else OLD,
    )


def mixed(items: Mapping[str, str], requests: str) -> Form:
    """The form of a report whose items of table 2 follow these versions, and table 3 that one."""
    return _compose(items, requests)


def _of(form: Form, item: str) -> list[ProactiveRow]:
    return [row for row in form.proactive_rows if row.item == item]


def _requests_version(keys: Collection[str]) -> str | None:
    if SUB_ROWS & set(keys):
        return NEW
    return OLD if "other" in keys and LAST_ROWS & set(keys) else None


def _items(headers: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """The version each item of table 2 shows, None where it shows none."""
    found: dict[str, str | None] = {}
    item_of = _item_of()
    for key, header in headers:
        if item := item_of.get(key):
            found[item] = found.get(item) or _shown(key, header)
    return found


@cache
def _item_of() -> Mapping[str, str]:
    """The item that each row of table 2 reports on, in either form."""
    return {row.key: row.item for version in (NEW, OLD) for row in facts.form(version).proactive_rows}


@lru_cache(maxsize=REMEMBERED)
def _shown(key: str, header: str) -> str | None:
    is_old = key in OLD_ROWS or bool(OLD_HEADER.search(header))
    if is_old == bool(NEW_HEADER.search(header)):
        return None
    return OLD if is_old else NEW


def _usual(versions: Iterable[str | None]) -> str | None:
    shown = [version for version in versions if version]
    return max(set(shown), key=lambda version: (shown.count(version), version)) if shown else None


def _compose(items: Mapping[str, str], third: str) -> Form:
    """The rows of each item, and of table 3, from the version that it follows."""
    new, old = facts.form(NEW), facts.form(OLD)
    usual = _usual(items.values()) or third
    rows: list[ProactiveRow] = []
    for item, of_old in groupby(old.proactive_rows, key=lambda row: row.item):
        version = items.get(item, usual)
        rows += of_old if version == OLD else [row for row in new.proactive_rows if row.item == item]
    requests = facts.form(third)
    return replace(
        requests,
        version=FormUsed.MIXED.value,
        proactive_rows=tuple(rows),
        proactive_columns={**old.proactive_columns, **new.proactive_columns},
    )
