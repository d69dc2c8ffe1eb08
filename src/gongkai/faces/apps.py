from django.apps import AppConfig


class FacesConfig(AppConfig):
    name = "gongkai.faces"
    label = "faces"
    verbose_name = "界面"
