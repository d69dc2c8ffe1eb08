"""What happens to rows happens in acts: no other module writes, but for a short list with a reason each."""

import re

import pytest
from tests.architecture.parts import SOURCE, calls, is_of_actions, modules, named, words

WRITING = {
    "save",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "delete",
    "asave",
    "acreate",
    "aupdate",
    "adelete",
}
OF_ROWS = re.compile(r"\.objects\b|\._base_manager\b|\.(filter|exclude|all|select_for_update)\(")
STATEMENT = re.compile(
    r"^\s*(INSERT\s+INTO|UPDATE\s+\w+.*\sSET\s|DELETE\s+FROM|TRUNCATE)", re.MULTILINE | re.DOTALL
)
# Who writes without an act, and why that is no act of anybody.
WRITERS = {
    "channels/summing.py": "figures that follow from what was read, added up by the clock",
    "files/confined/pages.py": "saves pictures to the disk, in a process that knows no database",
    "files/confined/pictures.py": "as above",
    "files/receiving.py": "what was received of a file: nothing has happened until the file is stored",
    "files/sweeping.py": "uploads that expired half-way; contents go by an act",
    "files/tasks.py": "what was read in a content follows from it, and is read again at any time",
    "jobs/failures.py": "the machine tells why an attempt of its own failed",
    "jobs/sql.py": "the queue's own rows, in functions of the database; staff ask again by an act",
    "jobs/tasks.py": "what has run out is cleared away: sessions, logs of log-ins, jobs that ended",
    "ledger/sql.py": "the functions by which alone the ledger is written",
    "notices/digest.py": "which notices the day's digest gathered",
    "notices/inbox.py": "what a person was told and has read, and how that person wants to be told",
    "notices/outbox.py": "how far a message got on its way; that one came back is an act",
    "notices/tasks.py": "old messages and notices that were read are cleared away",
    "requests/storing.py": "sums that follow from entries and the day, reckoned again",
    "requests/wishes.py": "filters that a person keeps for own use",
    "service/corpus/bulk.py": "published items as acts leave them, by the hundred, for the demo organs",
    "service/demo.py": "the password of the demo's people, whose mail nobody reads",
    "service/simulation/bulk.py": "rows as acts leave them, by the thousand, never beside a real organ",
    "service/simulation/offices.py": "as the demo's passwords: nobody logs in as these people",
    "service/simulation/playing.py": "numbers of a series that no real letter uses",
}


def writes(path):
    """What a module writes, as lines that name it."""
    for name, on, line in calls(path):
        if (name in WRITING and on) or (name == "update" and OF_ROWS.search(on)):
            yield f"line {line}: {on}.{name}(…)"
    for text, line in words(path):
        if STATEMENT.search(text):
            yield f"line {line}: {text.split(maxsplit=1)[0]} …"


def test_only_acts_write():
    others = [path for path in modules() if not is_of_actions(path) and named(path) not in WRITERS]
    assert {named(path): found for path in others if (found := list(writes(path)))} == {}


@pytest.mark.parametrize("name", WRITERS)
def test_who_is_on_the_list_writes_for_a_reason(name):
    assert list(writes(SOURCE / name))
    assert WRITERS[name]


@pytest.mark.parametrize(
    "code",
    [
        "row.save()",
        "Organ.objects.create(name='x')",
        "Organ.objects.filter(pk=1).update(name='x')",
        "found.all().delete()",
        "cursor.execute('DELETE FROM organs_organ')",
        "cursor.execute('''\nUPDATE organs_organ AS o\nSET name = 'x' ''')",
    ],
)
def test_a_write_is_noticed(tmp_path, code):
    (tmp_path / "views.py").write_text(code, "utf-8")
    assert list(writes(tmp_path / "views.py"))


@pytest.mark.parametrize("code", ["known.update(more)", "cursor.execute('SELECT 1')", "'更新 UPDATE'"])
def test_what_is_no_write_is_let_pass(tmp_path, code):
    (tmp_path / "views.py").write_text(code, "utf-8")
    assert not list(writes(tmp_path / "views.py"))
