"""Staff see the items of their organs; the public sees columns, publications, and the files of these."""

from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import Rows, as_parent, in_read, in_write, public_reads, staff
from gongkai.isolation.roles import Role


def of(table: str, column: str) -> str:
    """Rows of an organ that may be changed, below a parent that may be read."""
    return f"{in_write('organ_id')} AND {as_parent(table, column)}"


OF_ITEM = of("catalogue_item", "item_id")
KEPT = Rows(role=Role.DESK, read=in_read("organ_id"), insert=OF_ITEM)
CHANGED = Rows(role=Role.DESK, read=in_read("organ_id"), insert=OF_ITEM, update=OF_ITEM, delete=OF_ITEM)
OF_COLUMN = of("catalogue_column", "column_id")
OF_PUBLICATION = (
    f"{in_write('organ_id')} AND EXISTS (SELECT 1 FROM catalogue_publication AS parent"
    " WHERE parent.item_id = publication_id)"
)
FILES = Rows(
    role=Role.DESK,
    read=in_read("organ_id"),
    insert=OF_PUBLICATION,
    update=OF_PUBLICATION,
    delete=OF_PUBLICATION,
)
PUBLISHED = "EXISTS (SELECT 1 FROM catalogue_publishedfile AS out WHERE out.file_id = files_file.id)"
CONTENT = "EXISTS (SELECT 1 FROM files_file AS use WHERE use.stored_id = files_storedfile.id)"
# An index number, once given, is never changed: it is what the public cites.
FREEZE = """
CREATE FUNCTION catalogue_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.number <> '' AND NEW.number IS DISTINCT FROM OLD.number THEN
        RAISE EXCEPTION 'an index number is never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER catalogue_item_number BEFORE UPDATE ON catalogue_item
FOR EACH ROW EXECUTE FUNCTION catalogue_refuse();
CREATE TRIGGER catalogue_publication_number BEFORE UPDATE ON catalogue_publication
FOR EACH ROW EXECUTE FUNCTION catalogue_refuse();
"""
THAW = """
DROP TRIGGER catalogue_publication_number ON catalogue_publication;
DROP TRIGGER catalogue_item_number ON catalogue_item;
DROP FUNCTION catalogue_refuse();
"""


def published(table: str, predicate: str) -> migrations.RunSQL:
    """The public may read these rows of a table that another app protected, beside what others open of it."""
    return migrations.RunSQL(
        f"CREATE POLICY portal_select_published ON {table} FOR SELECT TO {Role.PORTAL} USING ({predicate});"
        f" GRANT SELECT ON {table} TO {Role.PORTAL}",
        f"DROP POLICY portal_select_published ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("files", "0002_protect")]

    operations = [
        Protect("catalogue_column", staff(), public_reads()),
        Protect("catalogue_numbering", staff()),
        Protect("catalogue_indexseries", staff()),
        Protect(
            "catalogue_item",
            Rows(role=Role.DESK, read=in_read("organ_id"), insert=OF_COLUMN, update=OF_COLUMN),
        ),
        Protect("catalogue_version", KEPT),
        Protect("catalogue_remark", KEPT),
        Protect("catalogue_attachment", CHANGED),
        Protect("catalogue_finding", CHANGED),
        Protect(
            "catalogue_publication",
            Rows(role=Role.DESK, read=in_read("organ_id"), insert=OF_ITEM, update=OF_ITEM),
            public_reads(),
        ),
        Protect("catalogue_publishedfile", FILES, public_reads()),
        migrations.RunSQL(FREEZE, THAW),
        published("files_file", PUBLISHED),
        published("files_storedfile", CONTENT),
    ]
