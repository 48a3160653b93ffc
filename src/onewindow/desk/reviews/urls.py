"""Reviews of items."""

from django.urls import path

from onewindow.desk.reviews import views

urlpatterns = [
    path("reviews/", views.reviews, name="reviews"),
    path("items/<int:pk>/reviews/<str:office>/", views.review, name="review"),
]
