"""Published reports as the readers hand them over: real figures, narratives written from them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from tests.real_tables import records, tables_of

from gongkai.audit.report import FormUsed, PublishedReport

NARRATIVES = Path(__file__).parent / "audit" / "data" / "narratives.yaml"
HEADINGS_ONLY = dict.fromkeys(range(1, 7), "")


@cache
def narratives() -> tuple[Mapping[str, Any], ...]:
    return tuple(yaml.safe_load(NARRATIVES.read_text(encoding="utf-8")))


def narrative(organ: str, year: int) -> Mapping[str, Any]:
    """The narrative of that organ and year."""
    (found,) = [entry for entry in narratives() if entry["organ"] == organ and entry["year"] == year]
    return found


def report_of(told: Mapping[str, Any]) -> PublishedReport:
    """A narrative with the real tables of the same organ and year."""
    name = told.get("record", told["organ"])
    (entry,) = [
        entry
        for entry in records()
        if entry["organ"].strip("(").startswith(name) and entry["year"] == told["year"]
    ]
    tables = tables_of(entry)
    parts = {**HEADINGS_ONLY, **told["parts"]}
    title = f"{told['organ']}{told['year']}年政府信息公开工作年度报告"
    text = "\n".join(
        [title, *(f"{tables.form.headings[n - 1]}\n{body}" for n, body in sorted(parts.items()))]
    )
    return PublishedReport(
        organ=told["organ"],
        year=told["year"],
        form=_form(entry),
        tables=tables,
        parts=parts,
        text=text,
    )


def _form(entry: Mapping[str, Any]) -> FormUsed:
    if "requests" not in entry and "proactive" not in entry:
        return FormUsed.UNKNOWN
    return FormUsed("mixed" if "hybrid" in entry["form"] else entry["form"][:4])
