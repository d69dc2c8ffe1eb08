"""The sums of many requests, written in one statement."""

from collections.abc import Collection, Sequence

from django.db import connection

from gongkai.requests.models import InfoRequest

UPDATE = (
    "UPDATE requests_inforequest AS kept SET {changes} FROM unnest({arrays}) AS new ({columns})"
    " WHERE kept.id = new.id"
)


def store(requests: Sequence[InfoRequest], names: Collection[str]) -> None:
    """Write these fields of locked rows; with so many fields Django's own way takes twenty times as long."""
    known = {field.name: field for field in InfoRequest._meta.concrete_fields}
    fields = [known[name] for name in ("id", *names)]
    columns = [connection.ops.quote_name(str(field.column)) for field in fields]
    statement = UPDATE.format(
        changes=", ".join(f"{column} = new.{column}" for column in columns[1:]),
        arrays=", ".join(f"%s::{field.db_type(connection)}[]" for field in fields),
        columns=", ".join(columns),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            statement, [[getattr(request, field.attname) for request in requests] for field in fields]
        )
