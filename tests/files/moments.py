"""When the tests about files happen."""

from datetime import datetime, timedelta

from django.utils.timezone import get_default_timezone

MOMENT = datetime(2026, 11, 25, 10, 0, tzinfo=get_default_timezone())
LATER = MOMENT + timedelta(days=31)
