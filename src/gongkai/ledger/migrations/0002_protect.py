from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import public_reads, staff_reads
from gongkai.ledger import sql


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        Protect("ledger_entry", staff_reads()),
        Protect("ledger_head", staff_reads()),
        Protect("ledger_anchor", staff_reads(), public_reads()),
        migrations.RunSQL(sql.REFUSE, "DROP FUNCTION ledger_refuse()"),
        migrations.RunSQL(sql.keep("ledger_entry"), sql.release("ledger_entry")),
        migrations.RunSQL(sql.keep("ledger_anchor"), sql.release("ledger_anchor")),
        migrations.RunSQL(sql.APPEND, "DROP FUNCTION ledger_append(bigint, bigint, jsonb)"),
        migrations.RunSQL(sql.ANCHOR, "DROP FUNCTION ledger_anchor(date)"),
        migrations.RunSQL(sql.CALLERS, migrations.RunSQL.noop),
    ]
