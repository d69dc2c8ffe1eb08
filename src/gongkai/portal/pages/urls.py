"""The addresses of an organ's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
