"""What an officer is told; what could not be sent."""

from django.urls import path

from onewindow.desk.inbox import outbox, views

urlpatterns = [
    path("messages/", views.inbox, name="inbox"),
    path("messages/read/", views.read_all, name="read_notices"),
    path("messages/contact/", views.contact, name="contact"),
    path("messages/<int:pk>/", views.open_notice, name="open_notice"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/retry/", outbox.retry, name="retry_sending"),
]
