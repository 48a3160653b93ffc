"""The public guide of an item, and the way into an application."""

from django.urls import path

from onewindow.portal.drafts.starting import start
from onewindow.portal.guides import questions, views
from onewindow.portal.guides.papers.views import guide_pdf, notice_pdf

urlpatterns = [
    path("<slug:slug>/", views.guide, name="guide"),
    path("<slug:slug>/guide.pdf", guide_pdf, name="guide_pdf"),
    path("<slug:slug>/notice.pdf", notice_pdf, name="notice_pdf"),
    path("<slug:slug>/qr.svg", views.guide_qr, name="guide_qr"),
    path("<slug:slug>/service.jsonld", views.service_jsonld, name="service_jsonld"),
    path("<slug:slug>/flow/", views.flow, name="flow"),
    path("<slug:slug>/flow.svg", views.flow_svg, name="flow_svg"),
    path("<slug:slug>/flow.bpmn", views.flow_bpmn, name="flow_bpmn"),
    path("<slug:slug>/files/<str:material>/<str:kind>/", views.material_form, name="material_form"),
    path("<slug:slug>/question/", questions.ask, name="ask"),
    path("<slug:slug>/questions/<slug:code>/", questions.question, name="question"),
    path("<slug:slug>/application/", start, name="start"),
]
