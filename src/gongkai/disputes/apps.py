from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "gongkai.disputes"
    label = "disputes"
    verbose_name = "复议诉讼"
