"""Migration operations that give a table its policies."""

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from gongkai.isolation.policies import MAINTAINED, Rows
from gongkai.isolation.roles import FACES, Role


class _OnTable(Operation):
    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, *rows: Rows) -> None:
        self.table = table
        self.rows = rows

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, *self.rows], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models do not change."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002  Django's signature
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        for statement in self.doing():
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        for statement in self.undoing():
            schema_editor.execute(statement)

    def doing(self) -> Iterator[str]:
        """The statements that give each role its rights."""
        for rows in self.rows:
            for command, _ in rows.commands:
                yield f"GRANT {command} ON {self.table} TO {rows.role}"

    def undoing(self) -> Iterator[str]:
        """The statements that take them back."""
        roles = ", ".join((*FACES, Role.APP))
        yield f"REVOKE ALL ON {self.table} FROM {roles}"


class Protect(_OnTable):
    """Row-level security for a table: forced, and closed but for the rows given.

    The owner, too, sees rows only in a session that says ``app.maintenance`` (migrations, backup).
    """

    def doing(self) -> Iterator[str]:
        yield f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY"
        yield (
            f"CREATE POLICY maintenance ON {self.table} TO CURRENT_USER"
            f" USING ({MAINTAINED}) WITH CHECK ({MAINTAINED})"
        )
        for rows in self.rows:
            for command, predicate in rows.commands:
                yield _policy(self.table, rows.role, command, predicate)
        yield from super().doing()

    def undoing(self) -> Iterator[str]:
        yield from super().undoing()
        names = [_name(rows.role, command) for rows in self.rows for command, _ in rows.commands]
        for name in ("maintenance", *names):
            yield f"DROP POLICY {name} ON {self.table}"
        yield f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY"

    def describe(self) -> str:
        return f"Protect the rows of {self.table}"


class Open(_OnTable):
    """Rights on a table without policies. Each such table stands, with its reason, in ``unprotected``."""

    def describe(self) -> str:
        return f"Open {self.table}"


def _name(role: Role, command: str) -> str:
    return f"{role.removeprefix('gongkai_')}_{command.lower()}"


def _policy(table: str, role: Role, command: str, predicate: str) -> str:
    clause = {
        "SELECT": f"USING ({predicate})",
        "INSERT": f"WITH CHECK ({predicate})",
        "UPDATE": f"USING ({predicate}) WITH CHECK ({predicate})",
        "DELETE": f"USING ({predicate})",
    }[command]
    return f"CREATE POLICY {_name(role, command)} ON {table} FOR {command} TO {role} {clause}"
