"""The living page and the look switch."""

from django.urls import path

from onewindow.design import views

app_name = "design"
urlpatterns = [
    path("", views.index, name="index"),
    path("desk/", views.desk, name="desk"),
    path("look/", views.look, name="look"),
]
