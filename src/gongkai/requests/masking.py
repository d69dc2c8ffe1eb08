"""What lists and mails may show of a request: no name in full, no number of a person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.law.checks.personal_data import scan_personal_data
from gongkai.law.events import Applicant

GIST = 60
PERSONAL = ("name", "phone", "address", "id_number", "email")
STAR, MOST_STARS = "＊", 2


def masked_name(data: Mapping[str, Any]) -> str:
    """A person's family name, an organisation's whole name."""
    name = str(data.get("name", "")).strip()
    if data.get("kind") == Applicant.NATURAL.value:
        return name[:1] + STAR * min(MOST_STARS, max(1, len(name) - 1)) if name else STAR
    return name[:GIST]


def gist(content: str, *, on: date, known: Mapping[str, Any]) -> str:
    """The beginning of what was asked, personal data blotted out."""
    text = " ".join(content.split())
    names = [str(known[key]) for key in PERSONAL if known.get(key)]
    for hit in reversed(scan_personal_data(text, on=on, known=names)):
        text = text[: hit.at] + STAR * min(3, len(hit.text)) + text[hit.at + len(hit.text) :]
    return text if len(text) <= GIST else text[: GIST - 1] + "…"
