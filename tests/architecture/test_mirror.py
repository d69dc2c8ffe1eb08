"""The tests stand where what they try stands."""

import pytest
from tests.architecture.parts import ROOT, SOURCE, modules, named, room

TESTS = ROOT / "tests"
MIRRORED = {"actions", "queries", "tasks"}
# Folders of tests that try the whole, and not one part.
OF_THE_WHOLE = {"architecture", "browser", "deploy", "docs", "faults", "walks"}
# Tried through others until they have tests of their own; one that has them leaves the list.
TRIED_ELSEWHERE = {
    "letters/actions.py": "tests/requests/actions",
    "letters/queries.py": "tests/requests/actions",
    "requests/actions/pending.py": "tests/requests/actions",
    "requests/queries.py": "tests/requests/actions",
}
MODULES = [path for path in modules() if room(path) in MIRRORED and path.name != "__init__.py"]


def own_tests(path):
    return TESTS / path.parent.relative_to(SOURCE) / f"test_{path.name}"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_acts_readers_and_jobs_have_tests_of_their_own(path):
    if named(path) in TRIED_ELSEWHERE:
        assert (ROOT / TRIED_ELSEWHERE[named(path)]).exists()
        assert not own_tests(path).exists(), "it has tests of its own now: take it off the list"
    else:
        assert own_tests(path).exists()


def test_each_folder_of_tests_is_that_of_a_part_or_tries_the_whole():
    folders = {
        path.relative_to(TESTS)
        for path in TESTS.rglob("*")
        if path.is_dir() and path.name != "__pycache__" and list(path.glob("test_*.py"))
    }
    parts = {folder for folder in folders if (SOURCE / folder).is_dir()}
    assert {folder.parts[0] for folder in folders - parts} <= OF_THE_WHOLE
