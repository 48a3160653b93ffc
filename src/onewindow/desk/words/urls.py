"""What people call items, and what they looked for in vain."""

from django.urls import path

from onewindow.desk.words import views

urlpatterns = [
    path("words/", views.words, name="words"),
    path("words/naming/", views.naming, name="naming"),
    path("words/aliases/", views.add_alias, name="add_alias"),
    path("words/aliases/<int:pk>/removal/", views.remove_alias, name="remove_alias"),
    path("words/queries/<int:pk>/dismissal/", views.dismiss_query, name="dismiss_query"),
]
