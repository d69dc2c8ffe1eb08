"""政府信息公开指南: its paragraphs as shipped and as an organ wrote them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gongkai import data

SOURCE = "guide.toml"
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph that people can write.

    Attributes:
        key: its name in ``GuideVersion.texts``.
        section: the heading under which it stands.
        title: its own heading.
        element: what article 12 asks for that it tells, if anything.
        text: as shipped; empty where only the organ can know it.
        hint: for who writes it.
    """

    key: str
    section: str
    title: str
    element: str = ""
    text: str = ""
    hint: str = ""

    def told(self, texts: Mapping[str, str], organ: str) -> str:
        """What it says for an organ: its own words, else those shipped."""
        return texts.get(self.key, self.text.strip()).replace("{organ}", organ).strip()


@cache
def parts() -> tuple[Part, ...]:
    """All paragraphs, in their order."""
    return tuple(Part(**one) for one in data.read_toml(SOURCE)["parts"])
