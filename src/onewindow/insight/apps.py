from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "onewindow.insight"
    verbose_name = "流程再造"
