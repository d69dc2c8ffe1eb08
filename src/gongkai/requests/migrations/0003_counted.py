"""Let table 3 be read from its index alone: requests to correct a record are not counted in it."""

from django.db import migrations, models

FIELDS = ["organ", "received_on", "closed_on", "row", "applicant_kind"]


class Migration(migrations.Migration):
    dependencies = [("requests", "0002_protect")]

    operations = [
        migrations.RemoveIndex("inforequest", "request_counted"),
        migrations.AddIndex(
            "inforequest",
            models.Index(fields=FIELDS, condition=models.Q(kind="request"), name="request_counted"),
        ),
    ]
