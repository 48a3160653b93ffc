"""The home page, the search, and where somebody goes after signing in."""

from django.urls import path

from onewindow.portal.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.suggestions, name="suggestions"),
    path("signed-in/", views.signed_in, name="signed_in"),
]
