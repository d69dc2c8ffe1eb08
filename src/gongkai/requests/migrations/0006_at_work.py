"""One index for all that waits for a reply, whether the first or one ordered anew."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0005_closed_organs"),
        ("requests", "0005_urging"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="inforequest",
            name="request_open",
        ),
        migrations.RemoveIndex(
            model_name="inforequest",
            name="request_reordered",
        ),
        migrations.AddIndex(
            model_name="inforequest",
            index=models.Index(
                condition=models.Q(("clock__in", ("not_started", "running", "suspended", "stopped"))),
                fields=["organ", "next_limit_on"],
                name="request_at_work",
            ),
        ),
    ]
