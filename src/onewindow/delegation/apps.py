from django.apps import AppConfig


class DelegationConfig(AppConfig):
    name = "onewindow.delegation"
    verbose_name = "授权和委托"
