"""Where the pages live."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
