"""The pages for applicants."""

from django.urls import include, path

app_name = "portal"
urlpatterns = [
    path("", include("onewindow.portal.home.urls")),
    path("guides/", include("onewindow.portal.guides.urls")),
    path("drafts/", include("onewindow.portal.drafts.urls")),
    path("applications/", include("onewindow.portal.applications.urls")),
    path("permits/", include("onewindow.portal.permits.urls")),
    path("mandates/", include("onewindow.portal.mandates.urls")),
    path("projects/", include("onewindow.portal.projects.urls")),
    path("promises/", include("onewindow.portal.promises.urls")),
    path("messages/", include("onewindow.portal.inbox.urls")),
    path("laws/", include("onewindow.portal.laws.urls")),
    path("delegations/", include("onewindow.portal.delegations.urls")),
    path("verification/", include("onewindow.portal.verification.urls")),
]
