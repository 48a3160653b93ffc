"""What an applicant is told."""

from django.urls import path

from onewindow.portal.inbox import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="read_notices"),
    path("contact/", views.contact, name="contact"),
    path("<int:pk>/", views.open_notice, name="open_notice"),
]
