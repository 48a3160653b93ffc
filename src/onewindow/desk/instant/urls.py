"""Decision tables of items, and the checks of what they decided."""

from django.urls import path

from onewindow.desk.instant import check_views, example_views, file_views, running_views, views

TABLE = "instant/tables/<int:pk>"
urlpatterns = [
    path("instant/", views.instant, name="instant"),
    path("instant/items/<int:pk>/", views.start_table, name="start_table"),
    path(f"{TABLE}/", views.decision_table, name="decision_table"),
    path(f"{TABLE}/removal/", views.discard_table, name="discard_table"),
    path(f"{TABLE}/changes/", views.table_changes, name="table_changes"),
    path(f"{TABLE}/tests/", example_views.table_tests, name="table_tests"),
    path(f"{TABLE}/trial/", example_views.table_trial, name="table_trial"),
    path(f"{TABLE}/table.<slug:kind>", file_views.table_file, name="table_file"),
    path(f"{TABLE}/file/", file_views.take_table, name="take_table"),
    path(f"{TABLE}/agreement/", running_views.table_agreement, name="table_agreement"),
    path(f"{TABLE}/shadow/", running_views.begin_shadow, name="begin_shadow"),
    path(f"{TABLE}/activation/", running_views.activate_table, name="activate_table"),
    path(f"{TABLE}/stop/", running_views.stop_table, name="stop_table"),
    path("instant/checks/", check_views.post_checks, name="post_checks"),
    path("instant/checks/<str:number>/", check_views.post_check, name="post_check"),
]
