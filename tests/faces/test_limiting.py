"""How often something may be asked for."""

from datetime import UTC, datetime, timedelta

from gongkai.faces.limiting import Limit

AT = datetime(2026, 11, 25, 2, tzinfo=UTC)


def test_a_limit_holds_for_each_by_itself_and_until_the_window_ends():
    limit = Limit("test", 2, 3600)
    for _ in range(2):
        assert not limit.is_reached("a", AT)
        limit.count("a", AT)
    assert limit.is_reached("a", AT)
    assert not limit.is_reached("b", AT)
    assert not limit.is_reached("a", AT + timedelta(hours=1))
