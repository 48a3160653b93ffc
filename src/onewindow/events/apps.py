from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "onewindow.events"
    verbose_name = "过程事件"
