"""The addresses of annual reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
