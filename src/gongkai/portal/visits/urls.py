"""The addresses that count visits."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
