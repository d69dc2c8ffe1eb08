"""The tables without policies, each with its reason. A test walks all the others."""

from collections.abc import Mapping
from types import MappingProxyType

UNPROTECTED: Mapping[str, str] = MappingProxyType(
    {
        "django_migrations": "which migrations ran; no face has any right on it",
        "django_content_type": "names of models; no face has any right on it",
        "auth_permission": "Django's own, unused: permissions are rules in code; no face has any right on it",
        "auth_group": "as auth_permission",
        "auth_group_permissions": "as auth_permission",
        "procrastinate_workers": "heartbeats of workers; only the worker has rights on it",
        "procrastinate_periodic_defers": "when periodic jobs were last due; only the worker has rights on it",
        "procrastinate_events": "times of a job's steps, by the job's id; only the worker has rights on it",
    }
)
