from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import Rows, in_read, in_write
from gongkai.isolation.roles import Role
from gongkai.jobs import sql
from gongkai.jobs.policies import BY_SYSTEM
from gongkai.organs.models import User

# Staff read why jobs of their organs failed; the system writes it, and of its own jobs nobody else reads it.
WRITTEN_BY_SYSTEM = f"(organ_id IS NULL OR {in_write('organ_id')}) AND {BY_SYSTEM}"
FAILURES = Rows(
    role=Role.DESK,
    read=f"{in_read('organ_id')} OR (organ_id IS NULL AND {BY_SYSTEM})",
    insert=WRITTEN_BY_SYSTEM,
    update=WRITTEN_BY_SYSTEM,
    delete=WRITTEN_BY_SYSTEM,
)
# The system's name stands beside its acts in every organ's ledger.
THE_SYSTEM = f"""CREATE POLICY desk_select_system ON organs_user FOR SELECT TO {Role.DESK}
    USING (email = '{User.SYSTEM_EMAIL}')"""


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial"), ("organs", "0004_system_user")]

    operations = [
        Protect("jobs_failure", FAILURES),
        migrations.RunSQL(THE_SYSTEM, "DROP POLICY desk_select_system ON organs_user"),
        migrations.RunSQL(sql.retry(sql.OF_AN_ORGAN), "DROP FUNCTION jobs_retry(bigint)"),
        migrations.RunSQL(sql.CALLERS, migrations.RunSQL.noop),
    ]
