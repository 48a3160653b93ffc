from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "onewindow.messages"
    # Django's own messages have the other name.
    label = "notices"
    verbose_name = "消息"
