"""Jobs about files: reading what was kept, and clearing away what nobody needs. All bear being run again."""

from django.utils.timezone import localdate, now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from gongkai.files import reading
from gongkai.files.models import Extract, StoredFile
from gongkai.files.sweeping import sweep
from gongkai.isolation import scope
from gongkai.ledger.models import Entry
from gongkai.organs.models import User
from gongkai.organs.queries import active_organs

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=5)
AT_NIGHT = "20 3 * * *"


@app.task(name="files.read", queue="files", retry=AGAIN)
def read_content(*, entry: int, organ: int) -> None:
    """Read the content that an act stored, unless that was done before."""
    acting = scope.acting_for([organ], user=_system().pk)
    with scope.entered(acting):
        stored = StoredFile.objects.filter(
            pk=Entry.objects.get(pk=entry).data["stored"], extract__isnull=True, purged_at__isnull=True
        ).first()
    if stored is None:
        return
    found = reading.read(stored)  # takes seconds, so outside of any transaction
    with scope.entered(acting):
        Extract.objects.get_or_create(
            stored=stored,
            defaults={
                "organ_id": organ,
                "text": found.text,
                "page": found.page,
                "drawn": found.drawn,
                "pages": found.pages,
                "failure": found.failure,
                "read_at": now(),
            },
        )


@app.task(name="files.sweep", queue="files", retry=AGAIN)
def sweep_organ(*, organ: int) -> None:
    """Clear away an organ's leavings."""
    system = _system()
    with scope.entered(scope.acting_for([organ], user=system.pk)):
        sweep(organ, on=localdate(), at=now(), by=system)


@app.periodic(cron=AT_NIGHT)
@app.task(name="files.sweep_all", queue="files", pass_context=False)
def sweep_all(timestamp: int) -> None:  # noqa: ARG001  procrastinate's argument
    """Ask for a sweep of every organ, so that one that fails stops no other."""
    with scope.entered(scope.acting_for([], user=_system().pk)):
        organs = list(active_organs().values_list("pk", flat=True))
    for organ in organs:
        sweep_organ.defer(organ=organ)


def _system() -> User:
    with scope.entered(scope.GATE):
        return User.objects.get(email=User.SYSTEM_EMAIL)
