from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_protect")]

    operations = [
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("state__in", ("signed", "returned"))),
                fields=["organ"],
                name="letter_waiting",
            ),
        ),
    ]
