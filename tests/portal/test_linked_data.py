"""A guide for machines: schema.org in the page, CPSV-AP beside it, a QR code."""

import json
import re

import pytest
from django.test import Client
from rdflib import RDF, Dataset, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from onewindow.catalogue.limits import Limit
from onewindow.catalogue.models import ItemVersion
from onewindow.kernel.workdays import Unit
from onewindow.portal.guides.linked_data import calendar_days
from onewindow.portal.templatetags.portal import as_json
from tests.portal.building import html_of

pytestmark = pytest.mark.django_db
CV = Namespace("http://data.europa.eu/m8g/")
CPSV = Namespace("http://purl.org/vocab/cpsv#")


def test_the_page_says_what_service_it_is(client: Client, guide_path: str) -> None:
    answer = client.get(guide_path)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html_of(answer))
    assert found
    said = json.loads(found[1])
    assert said["@type"] == "GovernmentService"
    assert said["name"] == "户外招牌设置审批"
    assert said["url"] == f"http://testserver{guide_path}"
    assert said["serviceOutput"] == [{"@type": "GovernmentPermit", "name": "批准书"}]
    assert said["isAccessibleForFree"] is False
    # What runs needs a nonce; what is only data needs none and gets none.
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]


def test_json_cannot_end_the_element_it_stands_in() -> None:
    text = as_json({"name": "</script><script>alert(1)</script>&"})
    assert "<" not in text
    assert json.loads(text) == {"name": "</script><script>alert(1)</script>&"}


# The library calls its own old names.
@pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset):DeprecationWarning")
def test_the_service_in_the_core_public_service_vocabulary(
    client: Client, guide_path: str, version: ItemVersion
) -> None:
    answer = client.get(f"{guide_path}service.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    graph = Dataset(default_union=True)
    graph.parse(data=answer.content, format="json-ld")
    [service] = graph.subjects(RDF.type, CPSV.PublicService)
    assert service == URIRef(f"http://testserver{guide_path}")
    assert (service, DCTERMS.identifier, Literal(version.item.code)) in graph
    assert (service, DCTERMS.title, Literal("户外招牌设置审批", lang="zh")) in graph
    for name, kind, count in (
        (CPSV.hasInput, CV.Evidence, 4), (CPSV.produces, CPSV.Output, 1),
        (CPSV.follows, CPSV.Rule, 1), (CV.hasCost, CV.Cost, 1), (CV.hasChannel, CV.Channel, 1),
        (CV.hasCompetentAuthority, CV.PublicOrganisation, 1),
        (CV.hasContactPoint, CV.ContactPoint, 1),
    ):  # fmt: skip
        nodes = list(graph.objects(service, name))
        assert len(nodes) == count, name
        assert all((node, RDF.type, kind) in graph for node in nodes), name
    assert str(graph.value(service, CV.processingTime)) == "P12D"


@pytest.mark.parametrize(
    ("days", "unit", "expected"),
    [
        (5, Unit.WORKING, 7), (8, Unit.WORKING, 12), (1, Unit.WORKING, 3), (0, Unit.WORKING, 0),
        (20, Unit.CALENDAR, 20),
    ],
)  # fmt: skip
def test_a_duration_covers_the_limit(days: int, unit: Unit, expected: int) -> None:
    assert calendar_days(Limit(days, unit)) == expected


def test_the_code_leads_to_the_guide(client: Client, guide_path: str) -> None:
    answer = client.get(f"{guide_path}qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")
    assert client.get("/guides/never-was/qr.svg").status_code == 404
