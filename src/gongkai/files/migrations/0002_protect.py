from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import Rows, as_parent, in_read, in_write, staff
from gongkai.isolation.roles import Role

# A foreign key alone would let a use point at another organ's content.
OF_OWN_CONTENT = f"{in_write('organ_id')} AND {as_parent('files_storedfile', 'stored_id')}"
USES = Rows(role=Role.DESK, read=in_read("organ_id"), insert=OF_OWN_CONTENT, update=OF_OWN_CONTENT)


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        Protect("files_storedfile", staff()),
        Protect("files_file", USES),
        Protect("files_extract", USES),
        # What was never stored leaves no trace.
        Protect("files_upload", staff(delete=True)),
    ]
