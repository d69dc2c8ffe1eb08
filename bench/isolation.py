"""Row-level security: the same queries on the same rows, with the policies and with a filter in the query."""

import random
from collections.abc import Callable
from statistics import geometric_mean, median
from time import perf_counter

import psycopg

from bench import server
from gongkai.isolation.policies import in_read
from gongkai.isolation.roles import Role

ROWS = 200_000
ROUNDS, REPEATS = 7, 400
MOST = 1.15
OURS = 7
SEED = 20261125
SCOPE = "SELECT set_config('role', %s, true), set_config('app.organs', %s, true)"
TABLES = f"""
CREATE TABLE plain_case (id bigint PRIMARY KEY, organ_id bigint NOT NULL, received_on date NOT NULL,
    state int NOT NULL, gist text NOT NULL);
INSERT INTO plain_case SELECT n, n % {server.ORGANS}, date '2020-01-01' + n % 2000, n % 9,
    'gist ' || n FROM generate_series(1, {ROWS}) n;
CREATE TABLE plain_paper (id bigint PRIMARY KEY, case_id bigint NOT NULL, name text NOT NULL);
INSERT INTO plain_paper SELECT n, n, 'paper ' || n FROM generate_series(1, {ROWS}) n;
CREATE TABLE guarded_case (LIKE plain_case INCLUDING ALL);
INSERT INTO guarded_case SELECT * FROM plain_case;
CREATE TABLE guarded_paper (LIKE plain_paper INCLUDING ALL);
INSERT INTO guarded_paper SELECT * FROM plain_paper;
CREATE INDEX ON plain_case (organ_id, received_on DESC);
CREATE INDEX ON guarded_case (organ_id, received_on DESC);
CREATE INDEX ON plain_paper (case_id);
CREATE INDEX ON guarded_paper (case_id);
GRANT SELECT, UPDATE ON plain_case, plain_paper, guarded_case, guarded_paper TO {Role.DESK};
ALTER TABLE guarded_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE guarded_paper ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON guarded_case FOR SELECT TO {Role.DESK} USING ({in_read("organ_id")});
CREATE POLICY writes ON guarded_case FOR UPDATE TO {Role.DESK} USING ({in_read("organ_id")})
    WITH CHECK ({in_read("organ_id")});
CREATE POLICY reads ON guarded_paper FOR SELECT TO {Role.DESK}
    USING (EXISTS (SELECT 1 FROM guarded_case AS parent WHERE parent.id = case_id));
ANALYZE plain_case, plain_paper, guarded_case, guarded_paper;
"""
# The same text on both; a list names its organ, as the desk's do.
QUERIES = {
    "二十行的列表": "SELECT * FROM {kind}_case WHERE organ_id = 7 ORDER BY received_on DESC LIMIT 20",
    "按编号取一件": "SELECT * FROM {kind}_case WHERE id = %(id)s",
    "按状态计数": "SELECT state, count(*) FROM {kind}_case WHERE organ_id = 7 GROUP BY state",
    "一件的附件": "SELECT * FROM {kind}_paper WHERE case_id = %(id)s",
    "改一件": "UPDATE {kind}_case SET state = state + 1 WHERE id = %(id)s RETURNING state",
}


def run() -> list[tuple[str, float, str]]:
    """The figures as name, value, and unit with its limit."""
    with server.database() as conninfo, psycopg.connect(conninfo, autocommit=True) as base:
        base.execute(TABLES)
        ratios = {}
        for name, query in QUERIES.items():
            ours, theirs = compared(base, query)
            ratios[name] = ours / theirs
        scope = entering(base)
    return [
        *((f"{name}：有策略与无策略之比", ratio, "倍") for name, ratio in ratios.items()),
        ("行级安全的开销（各项的几何平均）", geometric_mean(ratios.values()), f"倍，至多{MOST}"),
        ("进入数据范围（每个请求一次）", scope * 1e3, "毫秒"),
    ]


def compared(base: psycopg.Connection, query: str) -> tuple[float, float]:
    """Seconds a query takes with policies and without: in turn, so that neither has the quieter machine."""
    kinds = [query.format(kind=kind) for kind in ("guarded", "plain")]
    rounds = [[once(base, text) for text in kinds] for _ in range(ROUNDS)]
    ours, theirs = zip(*rounds, strict=True)
    return median(ours), median(theirs)


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
