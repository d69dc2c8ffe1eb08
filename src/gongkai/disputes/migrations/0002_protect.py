"""Who sees disputes: staff of the organ, and those who look over it; never the public."""

from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import Rows, as_parent, in_read, in_write
from gongkai.isolation.roles import Role

# A foreign key alone would let a dispute point at another organ's request.
OF_OWN = (
    f"{in_write('organ_id')} AND (request_id IS NULL OR {as_parent('requests_inforequest', 'request_id')})"
)


class Migration(migrations.Migration):
    dependencies = [("disputes", "0001_initial"), ("requests", "0002_protect")]

    operations = [
        Protect(
            "disputes_dispute",
            Rows(role=Role.DESK, read=in_read("organ_id"), insert=OF_OWN, update=OF_OWN),
        ),
    ]
