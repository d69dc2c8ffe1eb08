"""Jobs that belong to no organ: whoever may change a topmost organ sees why they failed, and asks again.

The rules above are finer: of those, the administrators only.
"""

from django.db import migrations

from gongkai.isolation.policies import READS, in_read
from gongkai.jobs import sql
from gongkai.jobs.policies import BY_SYSTEM, KEEPS_INSTALLATION

JOBS = f"(args ->> 'organ')::bigint = ANY ({READS})"
JOBS_TOO = f"{JOBS} OR (NOT args ? 'organ' AND {KEEPS_INSTALLATION})"
FAILURES = f"{in_read('organ_id')} OR (organ_id IS NULL AND {BY_SYSTEM})"
FAILURES_TOO = f"{in_read('organ_id')} OR (organ_id IS NULL AND ({BY_SYSTEM} OR {KEEPS_INSTALLATION}))"


def reads(table, now, before):
    policy = f"ALTER POLICY desk_select ON {table} USING"
    return migrations.RunSQL(f"{policy} ({now})", f"{policy} ({before})")


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_protect"), ("organs", "0004_system_user")]

    operations = [
        reads("procrastinate_jobs", JOBS_TOO, JOBS),
        reads("jobs_failure", FAILURES_TOO, FAILURES),
        migrations.RunSQL(
            sql.retry(f"{sql.OF_AN_ORGAN} OR ({sql.OF_THE_INSTALLATION})"), sql.retry(sql.OF_AN_ORGAN)
        ),
    ]
