"""What was granted to me."""

from django.urls import path

from onewindow.portal.permits import views

urlpatterns = [
    path("", views.permits, name="permits"),
    path("<str:number>/<str:kind>/", views.follow_up, name="follow_up"),
]
