from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "onewindow.desk"
    verbose_name = "工作台"
