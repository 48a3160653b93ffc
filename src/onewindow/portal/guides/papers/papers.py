"""The two papers of a situation: the printed guide and the one-time notice."""

from django.conf import settings

from onewindow.catalogue.limits import Limit
from onewindow.documents.leaflets import (
    Guide,
    Imprint,
    Language,
    Layout,
    Leaflet,
    OneTimeNotice,
    Promise,
    Text,
)
from onewindow.portal.guides.papers import rows
from onewindow.portal.guides.papers.situation import Situation, Speaker
from onewindow.portal.guides.papers.wording import days


def guide(this: Situation, language: Language | None, address: str) -> Leaflet:
    """Return 办事指南: everything the version says for the answers; `address` is the guide's."""
    say = Speaker(this.definition, language)
    online = address.partition("?")[0]
    return Guide(
        item=say.text("name", this.definition.name),
        summary=say.text("summary", this.definition.summary),
        imprint=_imprint(this, say, address),
        promise=_promise(this, say),
        sections=(
            rows.situation(this, say),
            rows.facts(this, say),
            rows.materials(this, say, layout=Layout.NUMBERED),
            rows.steps(this, say),
            rows.where(this, say, online),
            rows.fees(this, say),
            rows.conditions(this, say),
            rows.special_procedures(this, say),
            rows.faq(this, say),
            rows.bases(this, say),
        ),
        language=language,
    )


def notice(
    this: Situation,
    language: Language | None,
    address: str,
    missing: frozenset[str] | None = None,
) -> Leaflet:
    """Return 一次性告知单; `missing` are the codes of the materials that are not there yet."""
    say = Speaker(this.definition, language)
    return OneTimeNotice(
        item=say.text("name", this.definition.name),
        imprint=_imprint(this, say, address),
        promise=_promise(this, say),
        sections=(
            rows.situation(this, say),
            rows.materials(this, say, layout=Layout.TICKS, missing=missing),
            rows.where_and_how(this, say, address.partition("?")[0]),
        ),
        language=language,
    )


def _imprint(this: Situation, say: Speaker, address: str) -> Imprint:
    subject = this.definition.subject
    return Imprint(
        department=say.text("subject", subject),
        code=this.version.item.code,
        version=this.version.number,
        address=address,
        printed_on=this.today,
        sample=settings.TRIAL,
    )


def _promise(this: Situation, say: Speaker) -> Promise:
    said = this.promise
    note = say.words.say(
        "limits",
        promised=_limit(this.limits.promised, say),
        statutory=_limit(this.limits.statutory, say),
    )
    return Promise(this.today, said.decision.on, note, said.is_provisional)


def _limit(limit: Limit, say: Speaker) -> Text:
    return days(limit.days, limit.unit, say)
