"""What stands in the tree is what the public reads, and becomes so by itself."""

import pytest
from tests.catalogue.press import moment
from tests.portal.baking.kitchen import every_address, from_app, in_tree

from gongkai.portal.baking import tree
from gongkai.portal.baking.keeping import bake, everything, is_complete, look


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.BAKED_ROOT = tmp_path / "baked"


def told(_):
    """Nobody looks at the progress."""


def test_every_page_is_baked_as_the_app_makes_it(corpus):
    import time
    t=time.process_time()
    count, failed = everything(told)
    print("BAKE", count, failed, time.process_time()-t)
    addresses = every_address()
    assert (count, failed) == (len(addresses), 0)
    assert len(set(addresses)) == count
    assert set(tree.pages()) == set(addresses)
    for address in addresses:
        answer = from_app(address)
        assert answer.status_code == 200, address
        assert in_tree(address) == answer.content, address
        assert tree.media_type(tree.place_of(address)) == answer.headers["Content-Type"], address
