"""Each of the people at the desk, in a browser of their own."""

import pytest
from tests.desk.visitor import logged_in


class Desks:
    """Pages as one person sees them, as ``desks.li.get(...)``; ``at`` makes an item's address."""

    def __init__(self, press):
        self.press = press

    def __getattr__(self, name):
        person = getattr(self.press, name, None) or getattr(self.press.cast, name)
        client = logged_in(person)
        setattr(self, name, client)
        return client

    @staticmethod
    def at(item, step=""):
        return f"/desk/catalogue/{item.pk}/{step}/" if step else f"/desk/catalogue/{item.pk}/"

    def post(self, name, item, step, **data):
        """The page after the post, wherever it leads."""
        return getattr(self, name).post(self.at(item, step), data, follow=True).text


@pytest.fixture
def desks(press):
    return Desks(press)
