"""By when what readers reported is answered, and how long their words are kept: facts of ``website.toml``."""

from datetime import date

from gongkai import data, facts

_FACTS = data.read_toml("website.toml")["error_report"]
WORKDAYS: int = _FACTS["workdays"]
KEPT_DAYS: int = _FACTS["kept_days"]


def answer_limit(reported_on: date) -> date:
    """The last day to answer."""
    return facts.calendar().add_workdays(reported_on, WORKDAYS)
