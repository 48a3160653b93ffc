"""Who acts for me, and for whom I act."""

from django.urls import path

from onewindow.portal.mandates import giving, views

urlpatterns = [
    path("", views.mandates, name="mandates"),
    path("new/", giving.give, name="give_mandate"),
    path("<str:number>/", views.mandate, name="mandate"),
    path("<str:number>/paper/", views.paper, name="mandate_paper"),
    path("<str:number>/acceptance/", views.accept, name="accept_mandate"),
    path("<str:number>/refusal/", views.decline, name="decline_mandate"),
    path("<str:number>/revocation/", views.revoke, name="revoke_mandate"),
    path("<str:number>/resignation/", views.resign, name="resign_mandate"),
]
