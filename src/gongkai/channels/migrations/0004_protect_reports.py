"""Who sees what readers reported: staff of the organ, and those who look over it; never the public."""

from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import staff


class Migration(migrations.Migration):
    dependencies = [("channels", "0003_error_reports")]

    operations = [Protect("channels_errorreport", staff())]
