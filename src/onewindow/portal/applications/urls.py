"""What an applicant handed in."""

from django.urls import path

from onewindow.portal.applications import verb_views, views
from onewindow.portal.applications.receipt import receipt

urlpatterns = [
    path("", views.applications, name="applications"),
    path("<str:number>/", views.application, name="application"),
    path("<str:number>/receipt/", receipt, name="receipt"),
    path("<str:number>/letter/", views.letter, name="letter"),
    path("<str:number>/letters/<int:pk>/", views.letter, name="any_letter"),
    path("<str:number>/files/<int:pk>/", views.file, name="file"),
    *verb_views.verb_urls(),
]
