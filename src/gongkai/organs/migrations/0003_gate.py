"""What logging in needs, and what every face needs to ask for a job."""

from django.db import migrations

from gongkai.isolation.operations import Open, Protect
from gongkai.isolation.policies import ALL, READS, Rows
from gongkai.isolation.roles import Role

GATE = Rows(role=Role.GATE, read=ALL, insert=ALL, update=ALL, delete=ALL)
WORKER = Rows(role=Role.APP, read=ALL, insert=ALL, update=ALL, delete=ALL)
OF_MY_ORGANS = Rows(role=Role.DESK, read=f"(args ->> 'organ')::bigint = ANY ({READS})")
ACCOUNTS = (
    "django_session",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "usersessions_usersession",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
)
DEFER = "procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])"
SEQUENCES = "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO gongkai_app"


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0002_protect"),
        ("sessions", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("axes", "0010_accessattemptexpiration"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        *(Protect(table, GATE) for table in ACCOUNTS),
        Protect("procrastinate_jobs", WORKER, OF_MY_ORGANS),
        *(Open(f"procrastinate_{table}", WORKER) for table in ("workers", "periodic_defers", "events")),
        # So that a process can tell whether the tables are those it was made for.
        Open("django_migrations", Rows(role=Role.APP, read=ALL)),
        migrations.RunSQL(SEQUENCES, migrations.RunSQL.noop),
        # Whoever records an act may ask for what follows from it, and see nothing of the queue.
        migrations.RunSQL(
            f"ALTER FUNCTION {DEFER} SECURITY DEFINER"
            " SET search_path = public, pg_temp SET app.maintenance = 'on'",
            f"ALTER FUNCTION {DEFER} SECURITY INVOKER RESET ALL",
        ),
    ]
