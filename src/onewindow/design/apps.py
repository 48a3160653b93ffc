from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "onewindow.design"
    verbose_name = "设计系统"
