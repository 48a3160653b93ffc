"""The home page, the search, the ways through the catalogue, and where one goes after sign-in."""

from django.urls import path

from onewindow.portal.home import browsing, views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.suggestions, name="suggestions"),
    path("browse/<slug:way>/", browsing.browse_by, name="browse"),
    path("signed-in/", views.signed_in, name="signed_in"),
]
