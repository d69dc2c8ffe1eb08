"""Row-level security: the same queries on the same rows, with the policies and with a filter in the query."""

import random
from collections.abc import Callable
from statistics import geometric_mean, median
from time import perf_counter

import psycopg

from bench import server
from gongkai.isolation.policies import as_parent, in_read
from gongkai.isolation.roles import Role

ROWS = 200_000
ROUNDS, REPEATS = 21, 400
MOST = 1.15
OURS = 7
BY_PARENT = "一件的批注"
SEED = 20261125
SCOPE = "SELECT set_config('role', %s, true), set_config('app.organs', %s, true)"
TABLES = f"""
CREATE TABLE plain_case (id bigint PRIMARY KEY, organ_id bigint NOT NULL, received_on date NOT NULL,
    state int NOT NULL, gist text NOT NULL);
INSERT INTO plain_case SELECT n, n % {server.ORGANS}, date '2020-01-01' + n % 2000, n % 9,
    'gist ' || n FROM generate_series(1, {ROWS}) n;
CREATE TABLE plain_paper (id bigint PRIMARY KEY, organ_id bigint NOT NULL, case_id bigint NOT NULL,
    name text NOT NULL);
INSERT INTO plain_paper SELECT n, n % {server.ORGANS}, n, 'paper ' || n FROM generate_series(1, {ROWS}) n;
CREATE TABLE plain_note (LIKE plain_paper INCLUDING ALL);
INSERT INTO plain_note SELECT * FROM plain_paper;
CREATE TABLE guarded_case (LIKE plain_case INCLUDING ALL);
INSERT INTO guarded_case SELECT * FROM plain_case;
CREATE TABLE guarded_paper (LIKE plain_paper INCLUDING ALL);
INSERT INTO guarded_paper SELECT * FROM plain_paper;
CREATE TABLE guarded_note (LIKE plain_note INCLUDING ALL);
INSERT INTO guarded_note SELECT * FROM plain_note;
CREATE INDEX ON plain_case (organ_id, received_on DESC);
CREATE INDEX ON guarded_case (organ_id, received_on DESC);
CREATE INDEX ON plain_paper (case_id);
CREATE INDEX ON guarded_paper (case_id);
CREATE INDEX ON plain_note (case_id);
CREATE INDEX ON guarded_note (case_id);
GRANT SELECT, UPDATE ON plain_case, plain_paper, plain_note, guarded_case, guarded_paper, guarded_note
    TO {Role.DESK};
ALTER TABLE guarded_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE guarded_paper ENABLE ROW LEVEL SECURITY;
ALTER TABLE guarded_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON guarded_case FOR SELECT TO {Role.DESK} USING ({in_read("organ_id")});
CREATE POLICY writes ON guarded_case FOR UPDATE TO {Role.DESK} USING ({in_read("organ_id")})
    WITH CHECK ({in_read("organ_id")});
CREATE POLICY reads ON guarded_paper FOR SELECT TO {Role.DESK} USING ({in_read("organ_id")});
CREATE POLICY reads ON guarded_note FOR SELECT TO {Role.DESK} USING ({as_parent("guarded_case", "case_id")});
ANALYZE plain_case, plain_paper, plain_note, guarded_case, guarded_paper, guarded_note;
"""
# The same text on both; a list names its organ, as the desk's do. Papers carry the organ themselves, as every
# table of staff does; notes ask the case to which they belong.
QUERIES = {
    "二十行的列表": "SELECT * FROM {kind}_case WHERE organ_id = 7 ORDER BY received_on DESC LIMIT 20",
    "按编号取一件": "SELECT * FROM {kind}_case WHERE id = %(id)s",
    "按状态计数": "SELECT state, count(*) FROM {kind}_case WHERE organ_id = 7 GROUP BY state",
    "一件的附件": "SELECT * FROM {kind}_paper WHERE case_id = %(id)s",
    BY_PARENT: "SELECT * FROM {kind}_note WHERE case_id = %(id)s",
    "改一件": "UPDATE {kind}_case SET state = state + 1 WHERE id = %(id)s RETURNING state",
}


def run() -> list[tuple[str, float, str]]:
    """The figures as name, value, and unit with its limit."""
    with server.database() as conninfo, psycopg.connect(conninfo, autocommit=True) as base:
        base.execute(TABLES)
        ratios = {name: compared(base, query) for name, query in QUERIES.items()}
        scope = entering(base)
    return [
        *((f"{name}：有策略与无策略之比", ratio, limit(name)) for name, ratio in ratios.items()),
        ("行级安全的开销（各项的几何平均）", geometric_mean(ratios.values()), f"倍，至多{MOST}"),
        ("进入数据范围（每个请求一次）", scope * 1e3, "毫秒"),
    ]


def limit(name: str) -> str:
    return "倍，多查一次上级行" if name == BY_PARENT else f"倍，至多{MOST}"


def compared(base: psycopg.Connection, query: str) -> float:
    """How many times longer a query takes with policies: in turn, so that neither has the quieter machine."""
    kinds = [query.format(kind=kind) for kind in ("guarded", "plain")]
    rounds = [[once(base, text) for text in kinds] for _ in range(ROUNDS)]
    return median(ours / theirs for ours, theirs in rounds)


def once(base: psycopg.Connection, query: str) -> float:
    ids = random.Random(SEED)
    # Rows of the organ in scope: every organ has one row in each 300.
    asked = [{"id": OURS + server.ORGANS * ids.randrange(ROWS // server.ORGANS)} for _ in range(REPEATS)]
    with base.transaction(force_rollback=True):
        base.execute(SCOPE, [Role.DESK, "{7}"])
        return timed(lambda: [base.execute(query, values).fetchall() for values in asked]) / REPEATS


def entering(base: psycopg.Connection) -> float:
    with base.transaction():
        return timed(lambda: [base.execute(SCOPE, [Role.DESK, "{7}"]) for _ in range(REPEATS)]) / REPEATS


def timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
