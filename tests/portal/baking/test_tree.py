"""A page is put in its place whole, and nothing old is left whenever that is cut short."""

import gzip
import os
import subprocess

import brotli
import pytest
from tests.portal.baking.kitchen import in_tree

from gongkai.portal.baking import tree

PACKED = {gzip.compress(b"a trace", 9, mtime=0), brotli.compress(b"a trace", quality=tree.BROTLI_QUALITY)}


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.BAKED_ROOT = tmp_path / "baked"


def test_an_address_is_a_file_and_the_file_tells_the_address():
    for address, name in (("/", "index.html"), ("/a/b/", "a/b/index.html"), ("/a/feed.xml", "a/feed.xml")):
        place = tree.place_of(address)
        assert place.relative_to(tree.site()).as_posix() == name
        assert tree.address_of(place) == address


@pytest.mark.parametrize("address", ["/../x/", "/a/../../x", "//x/", "/a/./", "/a\0b/", f"/{'字' * 90}/"])
def test_what_cannot_be_a_file_below_the_tree_is_refused(address):
    with pytest.raises(tree.UnbakeableError):
        tree.put(address, b"x")


def test_what_stays_the_same_is_not_written_and_keeps_its_validator():
    assert tree.put("/a/", b"one")
    before = tree.place_of("/a/").stat()
    assert not tree.put("/a/", b"one")
    assert tree.place_of("/a/").stat() == before
    assert tree.put("/a/", b"two")
    # the same length within the same second, and yet another validator
    assert int(tree.place_of("/a/").stat().st_mtime) > int(before.st_mtime)
    assert in_tree("/a/") == b"two"


def test_everybody_may_read_it():
    tree.put("/a/b/", b"one")
    assert tree.place_of("/a/b/").stat().st_mode & 0o777 == 0o644
    assert (tree.site() / "a").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("step", range(12))
def test_cut_short_at_any_step_nothing_says_the_old_but_whole(step, monkeypatch):
    """Killed between two steps on the disk: the old page whole and alone, or nothing of it."""
    tree.put("/a/", b"what was withdrawn")
    left = iter(range(step))
    for name in ("unlink", "replace", "utime"):
        monkeypatch.setattr(os, name, _dying(getattr(os, name), left))
    died = False
    try:
        tree.put("/a/", b"a trace")
    except InterruptedError:
        died = True
    monkeypatch.undo()
    place = tree.place_of("/a/")
    if place.read_bytes() == b"what was withdrawn":
        assert died
    else:
        assert place.read_bytes() == b"a trace"
        assert {one.read_bytes() for one in tree._compressed(place) if one.exists()} <= PACKED
    tree.put("/a/", b"a trace")
    assert in_tree("/a/") == b"a trace"


def _dying(real, left):
    def step(*args, **more):
        if next(left, None) is None:
            raise InterruptedError
        return real(*args, **more)

    return step


def test_removing_takes_all_of_it_and_the_folders_that_it_leaves_empty():
    tree.put("/a/b/", b"one")
    tree.put("/a/", b"two")
    assert tree.remove("/a/b/")
    assert in_tree("/a/") == b"two"
    assert not (tree.site() / "a" / "b").exists()
    assert not tree.remove("/a/b/")
    assert list(tree.pages()) == ["/a/"]


def test_the_check_values_are_such_as_sha256sum_checks():
    tree.put("/a/", b"one")
    tree.put("/a/feed.xml", b"two")
    tree.list_sums()
    command = ["sha256sum", "--check", "--strict", tree.SUMS]
    done = subprocess.run(command, cwd=tree.site().parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count(": OK")) == (0, 2)
    tree.place_of("/a/").write_bytes(b"forged")
    assert subprocess.run(command, cwd=tree.site().parent, capture_output=True, check=False).returncode == 1


def test_a_walk_that_began_anew_is_not_moved_by_the_one_before():
    tree.begin_pass("x", "1")
    assert tree.move_pass("x", tree.Pass("1", 20))
    tree.begin_pass("x", "2")
    assert not tree.move_pass("x", tree.Pass("1", 40))
    assert not tree.end_pass("x", "1")
    assert tree.pass_under_way("x") == tree.Pass("2")
    assert tree.end_pass("x", "2")
    assert tree.pass_under_way("x") is None


def test_one_goes_on_with_a_walk_at_a_time():
    with tree.walking("x") as first, tree.walking("x") as second:
        assert (first, second) == (True, False)
