"""Reviews of items."""

from django.urls import path

from onewindow.desk.reviews import answers, board_views, views

urlpatterns = [
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/board/", board_views.board, name="review_board"),
    path("reviews/board.csv", board_views.board_csv, name="review_board_csv"),
    path("items/<int:pk>/answers/", answers.answers, name="answers"),
    path("items/<int:pk>/reviews/<str:office>/", views.review, name="review"),
]
