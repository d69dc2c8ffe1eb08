"""Give what is out its place in its column, in the order in which it was published."""

from django.db import migrations, models

NUMBER = """
UPDATE catalogue_publication AS row SET place = ordered.place
FROM (
    SELECT item_id, row_number() OVER (PARTITION BY column_id ORDER BY published_at, item_id) AS place
    FROM catalogue_publication
) AS ordered
WHERE ordered.item_id = row.item_id
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_protect")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="place",
            field=models.PositiveIntegerField(default=0, verbose_name="栏目内次序"),
            preserve_default=False,
        ),
        migrations.RunSQL(NUMBER, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(fields=("column", "place"), name="publication_place_once"),
        ),
    ]
