"""Who sees visits: staff of the organ and of those above; who was counted today, the counting alone."""

from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import Rows, in_read, in_write, staff
from gongkai.isolation.roles import Role

COUNTING = Rows(
    role=Role.DESK, read=in_write("organ_id"), insert=in_write("organ_id"), delete=in_write("organ_id")
)
# A foreign key alone would let a total stand in another organ's import.
OF_OWN = (
    f"{in_write('organ_id')} AND EXISTS (SELECT 1 FROM channels_earlierimport AS parent"
    " WHERE parent.id = batch_id AND parent.organ_id = channels_earliertotal.organ_id)"
)


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_initial"), ("organs", "0002_protect")]

    operations = [
        migrations.RunSQL("ALTER TABLE channels_seen SET UNLOGGED", "ALTER TABLE channels_seen SET LOGGED"),
        Protect("channels_siteday", staff()),
        Protect("channels_pageday", staff()),
        Protect("channels_seen", COUNTING),
        Protect("channels_earlierimport", staff()),
        Protect(
            "channels_earliertotal",
            Rows(role=Role.DESK, read=in_read("organ_id"), insert=OF_OWN, delete=in_write("organ_id")),
        ),
    ]
