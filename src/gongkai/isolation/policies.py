"""What a role may do with the rows of a table, in SQL that the policies consist of.

A predicate is closed by default: what is not said is not granted. ``IN_READ`` and ``IN_WRITE`` compare with
the organs of the transaction's scope; unset, they match nothing.
"""

from dataclasses import dataclass

from gongkai.isolation.roles import Role

ALL = "true"
READS = "nullif(current_setting('app.organs', true), '')::bigint[]"
WRITES = "nullif(current_setting('app.writes', true), '')::bigint[]"
SELF = "nullif(current_setting('app.user', true), '')::bigint"
CASE = "nullif(current_setting('app.case', true), '')"
MAINTAINED = "current_setting('app.maintenance', true) = 'on'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Which rows a role may read, insert, update and delete; ``None`` is none.

    ``update`` holds for the row before and after, so that no row can be moved to another organ.
    """

    role: Role
    read: str | None = None
    insert: str | None = None
    update: str | None = None
    delete: str | None = None

    @property
    def commands(self) -> tuple[tuple[str, str], ...]:
        """Pairs of SQL command and predicate, for what is granted."""
        pairs = (
            ("SELECT", self.read),
            ("INSERT", self.insert),
            ("UPDATE", self.update),
            ("DELETE", self.delete),
        )
        return tuple((command, predicate) for command, predicate in pairs if predicate is not None)


def in_read(column: str) -> str:
    """Rows of the organs that may be read.

    Asked of each row that the query found otherwise. Asking once, in a sub-select, costs more where few
    rows are found, and counting becomes slower too: the planner knows less of it.
    """
    return f"{column} = ANY ({READS})"


def in_write(column: str) -> str:
    """Rows of the organs that may be changed."""
    return f"{column} = ANY ({WRITES})"


def own(column: str) -> str:
    """Rows of the person who acts."""
    return f"{column} = {SELF}"


def as_parent(table: str, column: str) -> str:
    """Rows whose parent row may be read: the parent's own policy decides.

    Each row costs one more look-up, a third of the time of finding it (docs/benchmarks.md): a table that
    staff read all day carries the organ itself.
    """
    return f"EXISTS (SELECT 1 FROM {table} AS parent WHERE parent.id = {column})"


def staff(column: str = "organ_id", *, delete: bool = False) -> Rows:
    """Staff read the rows of their organs and those below, and change the rows of their own."""
    return Rows(
        role=Role.DESK,
        read=in_read(column),
        insert=in_write(column),
        update=in_write(column),
        delete=in_write(column) if delete else None,
    )


def staff_reads(column: str = "organ_id") -> Rows:
    """Staff read the rows of their organs; no statement of theirs changes one."""
    return Rows(role=Role.DESK, read=in_read(column))


def public_reads(predicate: str = ALL) -> Rows:
    """The public reads these rows."""
    return Rows(role=Role.PORTAL, read=predicate)
