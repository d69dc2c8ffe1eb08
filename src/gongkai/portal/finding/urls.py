"""The addresses of searching."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
