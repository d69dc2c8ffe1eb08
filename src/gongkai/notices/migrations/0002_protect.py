from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import ALL, Rows, in_read, in_write, own
from gongkai.isolation.roles import Role
from gongkai.jobs.policies import BY_SYSTEM

READ_BY_SYSTEM = f"{in_read('organ_id')} AND {BY_SYSTEM}"
WRITTEN_BY_SYSTEM = f"{in_write('organ_id')} AND {BY_SYSTEM}"
# A notice is for one person. Colleagues may write one, and the system passes it on.
NOTICES = Rows(
    role=Role.DESK,
    read=f"{own('user_id')} OR ({READ_BY_SYSTEM})",
    insert=in_write("organ_id"),
    update=f"{own('user_id')} OR ({WRITTEN_BY_SYSTEM})",
    delete=WRITTEN_BY_SYSTEM,
)
# How a person wants to be told is that person's own; the system reads it to do so.
WISHES = Rows(
    role=Role.DESK,
    read=f"{own('user_id')} OR {BY_SYSTEM}",
    insert=own("user_id"),
    update=own("user_id"),
    delete=own("user_id"),
)
# Mails hold links that open accounts: nobody reads them but the system, which sends them.
MESSAGES = Rows(
    role=Role.DESK,
    read=READ_BY_SYSTEM,
    insert=in_write("organ_id"),
    update=WRITTEN_BY_SYSTEM,
    delete=WRITTEN_BY_SYSTEM,
)
# Who forgot a password is not logged in.
AT_THE_GATE = Rows(role=Role.GATE, insert=ALL)


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("jobs", "0002_protect")]

    operations = [
        Protect("notices_notice", NOTICES),
        Protect("notices_preference", WISHES),
        Protect("notices_quiethours", WISHES),
        Protect("notices_mail", MESSAGES, AT_THE_GATE),
        Protect("notices_sms", MESSAGES),
    ]
