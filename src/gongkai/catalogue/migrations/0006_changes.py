"""Number the changes of what is out, so that a mirror can read on from the last one it has seen.

Numbers are given one transaction after the other: while one holds the lock, no other gets a number. So
whoever sees a number sees all below it, and a reader never passes over one that is committed later.
"""

from django.db import migrations, models

from gongkai.isolation.roles import Role

LOCK = "hashtext('catalogue_publication.change')"
BEGIN = f"""
CREATE SEQUENCE catalogue_change;
GRANT USAGE ON SEQUENCE catalogue_change TO {Role.DESK};
CREATE FUNCTION catalogue_number_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    NEW.change := nextval('catalogue_change');
    RETURN NEW;
END $$;
"""
NUMBER = """
UPDATE catalogue_publication AS row SET change = ordered.number
FROM (
    SELECT item_id, nextval('catalogue_change') AS number FROM (
        SELECT item_id FROM catalogue_publication
        ORDER BY greatest(published_at, corrected_at, withdrawn_at), item_id
    ) AS sorted
) AS ordered
WHERE ordered.item_id = row.item_id
"""
FOLLOW = """
CREATE TRIGGER catalogue_publication_change BEFORE INSERT OR UPDATE ON catalogue_publication
FOR EACH ROW EXECUTE FUNCTION catalogue_number_change();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_attached_text")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="change",
            field=models.BigIntegerField(default=0, editable=False, verbose_name="变更序号"),
        ),
        migrations.RunSQL(BEGIN, "DROP FUNCTION catalogue_number_change(); DROP SEQUENCE catalogue_change"),
        migrations.RunSQL(NUMBER, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(fields=("change",), name="publication_change_once"),
        ),
        migrations.RunSQL(FOLLOW, "DROP TRIGGER catalogue_publication_change ON catalogue_publication"),
    ]
