"""Find the stretches of ids in which an organ has items without reading the items."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0007_former_addresses")]

    operations = [
        migrations.AddIndex("publication", models.Index(fields=["organ", "item"], name="publication_by_item"))
    ]
