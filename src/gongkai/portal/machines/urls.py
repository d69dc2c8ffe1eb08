"""The addresses that programs ask for."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
