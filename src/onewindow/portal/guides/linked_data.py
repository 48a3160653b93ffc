"""A guide for machines: schema.org GovernmentService, and CPSV-AP 3 as JSON-LD.

Durations are ISO 8601 in calendar days: `P14D` covers ten working days. The exact limit in its own
unit stands beside it in words.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from onewindow.catalogue.codes import Audience, LimitUnit
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import FeeRow, MaterialRow, ResultRow, WindowRow
from onewindow.catalogue.form import TYPE_LABELS, ItemType
from onewindow.catalogue.laws import place_of
from onewindow.catalogue.limits import Limit
from onewindow.catalogue.models import ItemVersion
from onewindow.kernel.workdays import Unit

Node = dict[str, object]

CONTEXT: Mapping[str, str] = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUDIENCES = {
    Audience.PERSON: ["Person"],
    Audience.COMPANY: ["Organization"],
    Audience.BOTH: ["Person", "Organization"],
}


def schema_org(version: ItemVersion, item: ItemDefinition, address: str) -> Node:
    """Return schema.org's GovernmentService; `address` is the guide's absolute URL."""
    department = version.item.department
    return _said(
        {
            "@context": "https://schema.org",
            "@type": "GovernmentService",
            "@id": address,
            "url": address,
            "identifier": version.item.code,
            "name": item.name,
            "alternateName": list(item.aliases),
            "description": item.summary,
            "serviceType": _(TYPE_LABELS[ItemType(item.item_type)]),
            "inLanguage": ["zh-CN", *sorted({row.language for row in item.translations})],
            "provider": {"@type": "GovernmentOrganization", "name": department.name},
            "serviceOperator": {"@type": "GovernmentOrganization", "name": item.subject},
            "areaServed": {"@type": "AdministrativeArea", "name": department.region.name},
            "audience": [
                {"@type": "Audience", "audienceType": kind}
                for kind in AUDIENCES[Audience(item.audience)]
            ],
            "availableChannel": _channels(item, address),
            "serviceOutput": [
                {
                    "@type": "GovernmentPermit" if row.kind == "licence" else "Thing",
                    "name": row.name,
                }
                for row in item.results
            ],
            "offers": [_offer(fee) for fee in item.fees if fee.amount],
            "isAccessibleForFree": not item.fees,
        }
    )


def cpsv_ap(version: ItemVersion, item: ItemDefinition, address: str) -> Node:
    """Return the public service in the Core Public Service Vocabulary (CPSV-AP 3)."""
    department = version.item.department
    return {
        "@context": dict(CONTEXT),
        **_said(
            {
                "@id": address,
                "@type": "cpsv:PublicService",
                "dct:identifier": version.item.code,
                "dct:title": _texts(item, "name", item.name),
                "dct:description": _texts(item, "summary", item.summary or item.name),
                "dct:language": ["zh", *sorted({row.language for row in item.translations})],
                "dct:type": _chinese(_(TYPE_LABELS[ItemType(item.item_type)])),
                "dcat:keyword": [_chinese(alias) for alias in item.aliases],
                "cv:thematicArea": [_concept(theme) for theme in item.themes],
                "cv:isDescribedAt": {"@id": address},
                "cv:processingTime": _duration(item),
                "cv:hasCompetentAuthority": {
                    "@id": f"urn:uscc:{department.code}",
                    "@type": "cv:PublicOrganisation",
                    "dct:identifier": department.code,
                    "dct:title": _chinese(department.name),
                    "dct:spatial": _concept(department.region.name),
                },
                "cpsv:hasInput": [_evidence(item, row, address) for row in item.materials],
                "cpsv:produces": [_output(item, row, address) for row in item.results],
                "cpsv:follows": _rules(item, address),
                "cv:hasLegalResource": _laws(item),
                "cv:hasCost": [_cost(fee, address, n) for n, fee in enumerate(item.fees, 1)],
                "cv:hasChannel": _cpsv_channels(item, address),
                "cv:hasContactPoint": {
                    "@id": f"{address}#contact",
                    "@type": "cv:ContactPoint",
                    **_said({"cv:telephone": item.phone, "cv:email": item.email}),
                },
            }
        ),
    }


def calendar_days(limit: Limit) -> int:
    """Return the calendar days that cover a limit in ordinary weeks."""
    if limit.unit is Unit.CALENDAR:
        return limit.days
    weeks, rest = divmod(limit.days, 5)
    return 7 * weeks + (rest + 2 if rest else 0)


def _duration(item: ItemDefinition) -> Node:
    limit = Limit(item.review_limit, Unit(item.review_limit_unit))
    return {"@value": f"P{calendar_days(limit)}D", "@type": "xsd:duration"}


def _channels(item: ItemDefinition, address: str) -> list[Node]:
    words = f"{item.review_limit} {LimitUnit(item.review_limit_unit).label}"
    found: list[Node] = []
    if item.is_online:
        found.append({"@type": "ServiceChannel", "serviceUrl": address, "processingTime": words})
    found += [
        _said({
            "@type": "ServiceChannel", "name": _place(row), "servicePhone": row.phone,
            "serviceLocation": {"@type": "Place", "name": row.hall, "address": row.address},
        })
        for row in item.windows
    ]  # fmt: skip
    return found


def _cpsv_channels(item: ItemDefinition, address: str) -> list[Node]:
    found: list[Node] = []
    if item.is_online:
        found.append({
            "@id": f"{address}#online", "@type": "cv:Channel", "dct:type": _chinese(_("网上办理")),
            "dct:identifier": address,
        })  # fmt: skip
    found += [
        {
            "@id": f"{address}#window-{n}", "@type": "cv:Channel", "dct:identifier": str(n),
            "dct:type": _chinese(_("窗口办理")), "dct:description": _chinese(_place(row)),
        }
        for n, row in enumerate(item.windows, 1)
    ]  # fmt: skip
    return found


def _place(row: WindowRow) -> str:
    return " ".join(part for part in (row.hall, row.window, row.address, row.hours) if part)


def _evidence(item: ItemDefinition, row: MaterialRow, address: str) -> Node:
    said = {
        "@id": f"{address}#material-{row.code}",
        "@type": "cv:Evidence",
        "dct:identifier": row.code,
        "dct:title": _texts(item, f"materials.{row.code}.name", row.name),
        "dct:description": _chinese(row.note) if row.note else "",
    }
    return _said(said)


def _output(item: ItemDefinition, row: ResultRow, address: str) -> Node:
    return {
        "@id": f"{address}#result-{row.code}",
        "@type": "cpsv:Output",
        "dct:identifier": row.code,
        "dct:title": _texts(item, f"results.{row.code}.name", row.name),
    }


def _rules(item: ItemDefinition, address: str) -> list[Node]:
    return [
        {
            "@id": f"{address}#condition-{n}", "@type": "cpsv:Rule", "dct:identifier": str(n),
            "dct:title": _chinese(_("办理条件")), "dct:description": _chinese(text),
        }
        for n, text in enumerate(item.conditions, 1)
    ]  # fmt: skip


def _laws(item: ItemDefinition) -> list[Node]:
    found: list[Node] = []
    for row in item.bases:
        place = place_of(row.law, row.article)
        title = f"《{row.law}》{row.article}"
        code = f"urn:law:{place.law.code}:{row.article}" if place else f"urn:law:{title}"
        found.append({"@id": code, "@type": "eli:LegalResource", "dct:title": _chinese(title)})
    return found


def _cost(fee: FeeRow, address: str, place: int) -> Node:
    said: Node = {
        "@id": f"{address}#fee-{place}", "@type": "cv:Cost", "dct:identifier": str(place),
        "dct:description": _chinese(f"{fee.name}：{fee.standard}"),
    }  # fmt: skip
    if fee.amount:
        said |= {
            "cv:value": {"@value": fee.amount, "@type": "xsd:decimal"}, "cv:currency": "CNY",
        }  # fmt: skip
    return said


def _offer(fee: FeeRow) -> Node:
    return {"@type": "Offer", "name": fee.name, "price": fee.amount, "priceCurrency": "CNY"}


def _texts(item: ItemDefinition, path: str, chinese: str) -> list[Node]:
    others: list[Node] = [
        {"@value": row.text, "@language": row.language}
        for row in item.translations
        if row.element == path
    ]
    return [_chinese(chinese), *others]


def _chinese(text: str) -> Node:
    return {"@value": text, "@language": "zh"}


def _concept(label: str) -> Node:
    return {"@type": "skos:Concept", "skos:prefLabel": _chinese(label)}


def _said(node: Mapping[str, object]) -> Node:
    """Leave out what says nothing."""
    empty: tuple[object, ...] = ("", None, [], {})
    return {key: value for key, value in node.items() if value not in empty}
