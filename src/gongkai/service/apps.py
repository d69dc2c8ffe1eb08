from importlib import import_module

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    name = "gongkai.service"
    label = "service"
    verbose_name = "运行"

    def ready(self) -> None:
        # Django finds checks by importing them.
        import_module("gongkai.service.checks")
        # Parts that are no app of Django's have jobs as well, and a worker does only those it knows.
        import_module("gongkai.handlers")
