"""Benchmarks. Parts with tables are imported with Django ready, as in every process of an installation."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
django.setup()
