"""Which readers are machines, by the name that they give themselves."""

import re
from functools import cache

from gongkai import data


def is_robot(agent: str) -> bool:
    """Whether a User-Agent names a program; one that gives no name is taken for a program."""
    return not agent.strip() or _marks().search(agent) is not None


@cache
def _marks() -> re.Pattern[str]:
    marks = [re.escape(one["mark"]) for one in data.read_toml("robots.toml")["robots"]]
    return re.compile("|".join(marks), re.IGNORECASE)
