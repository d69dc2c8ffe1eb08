from django.apps import AppConfig


class ServiceConfig(AppConfig):
    name = "gongkai.service"
    label = "service"
    verbose_name = "运行"
