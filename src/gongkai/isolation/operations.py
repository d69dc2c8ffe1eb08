"""Migration operations that give a table its policies."""

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

    def grant(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for rows in self.rows:
            for command, _ in rows.commands:
                schema_editor.execute(f"GRANT {command} ON {self.table} TO {rows.role}")

    def revoke(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        roles = ", ".join((*FACES, Role.APP))
        schema_editor.execute(f"REVOKE ALL ON {self.table} FROM {roles}")


class Protect(_OnTable):
    """Row-level security for a table: forced, and closed but for the rows given.

    The owner, too, sees rows only in a session that says ``app.maintenance`` (migrations, backup).
    """

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002  Django's signature
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        schema_editor.execute(f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(
            f"CREATE POLICY maintenance ON {self.table} TO CURRENT_USER"
            f" USING ({MAINTAINED}) WITH CHECK ({MAINTAINED})"
        )
        for rows in self.rows:
            for command, predicate in rows.commands:
                schema_editor.execute(_policy(self.table, rows.role, command, predicate))
        self.grant(schema_editor)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        self.revoke(schema_editor)
        names = [_name(rows.role, command) for rows in self.rows for command, _ in rows.commands]
        for name in ("maintenance", *names):
            schema_editor.execute(f"DROP POLICY {name} ON {self.table}")
        schema_editor.execute(f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"Protect the rows of {self.table}"


class Open(_OnTable):
    """Rights on a table without policies. Each such table stands, with its reason, in ``unprotected``."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        self.grant(schema_editor)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        self.revoke(schema_editor)

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
