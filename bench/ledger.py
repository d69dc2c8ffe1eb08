"""The ledger: entries in batches and acts in single transactions, beside plain INSERTs of the same rows."""

from dataclasses import dataclass
from datetime import date
from time import perf_counter

from django.db import connection, transaction

from bench import server
from gongkai.isolation import scope
from gongkai.isolation.roles import Role
from gongkai.ledger.actions import action, record
from gongkai.ledger.queries import broken
from gongkai.organs.models import Organ, User

BATCH, BATCHES, SINGLES = 2000, 5, 1500
LEAST_IN_BATCHES, LEAST_SINGLE = 2000, 300
DAY = date(2026, 11, 25)
PLAIN = "CREATE TABLE plain_entry AS SELECT * FROM ledger_entry WITH NO DATA"
KEYS = (
    "ALTER TABLE plain_entry ADD PRIMARY KEY (id); CREATE INDEX ON plain_entry (organ_id, recorded_at DESC)"
)
RIGHTS = f"GRANT INSERT ON plain_entry TO {Role.DESK}"
INSERT = """
INSERT INTO plain_entry
    (id, organ_id, number, about, seq, act, "on", recorded_at, by_id, data, prev_hash, hash)
VALUES (%s, 7, %s, 'organs.organ:7', %s, 'bench.Measured', %s, now(), 1, '{"key": "左"}', '', '')
"""


class BrokenChainError(AssertionError):
    """What was written so fast does not verify."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    key: str


@action
def measure(organ: Organ, *, times: int, on: date, by: User) -> None:
    """Records as many entries as asked."""
    for _ in range(times):
        record(Measured(key="左"), about=organ, on=on, by=by)


def run() -> list[tuple[str, float, str]]:
    """The figures as name, value, and unit with its limit."""
    with server.database() as conninfo:
        with connection.cursor() as cursor:
            for statement in (PLAIN, KEYS, RIGHTS):
                cursor.execute(statement)
        by = User.objects.get(email=User.SYSTEM_EMAIL)
        server.point(conninfo, Role.APP)
        mine = scope.acting_for([7], user=by.pk)
        batches = rate(BATCH * BATCHES, [lambda: acted(mine, by, BATCH)] * BATCHES)
        singles = rate(SINGLES, [lambda: acted(mine, by, 1)] * SINGLES)
        plain = Plain(mine)
        plain_batches = rate(BATCH * BATCHES, [lambda: plain.insert(BATCH)] * BATCHES)
        plain_singles = rate(SINGLES, [lambda: plain.insert(1)] * SINGLES)
        with scope.entered(mine):
            if broken():
                raise BrokenChainError
    return [
        ("台账，成批写入", batches, f"条每秒，至少{LEAST_IN_BATCHES:,}"),
        ("普通 INSERT，成批写入", plain_batches, "条每秒"),
        ("台账，每件一个事务", singles, f"件每秒，至少{LEAST_SINGLE}"),
        ("普通 INSERT，每件一个事务", plain_singles, "件每秒"),
        ("每件一个事务，普通 INSERT 与台账之比", plain_singles / singles, "倍"),
    ]


def acted(mine: scope.Scope, by: User, times: int) -> None:
    with scope.entered(mine):
        measure(Organ(pk=7), times=times, on=DAY, by=by)


class Plain:
    """The same rows into a table without chain, trigger or policy."""

    def __init__(self, mine: scope.Scope) -> None:
        self.mine = mine
        self.number = 0

    def insert(self, times: int) -> None:
        with transaction.atomic():
            scope.take(self.mine)
            rows = [(n, n, n, DAY) for n in range(self.number + 1, self.number + times + 1)]
            self.number += times
            with connection.cursor() as cursor:
                cursor.executemany(INSERT, rows)


def rate(entries: int, works: list) -> float:
    begun = perf_counter()
    for work in works:
        work()
    return entries / (perf_counter() - begun)
