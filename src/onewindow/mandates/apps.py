from django.apps import AppConfig


class MandatesConfig(AppConfig):
    name = "onewindow.mandates"
    verbose_name = "委托"
