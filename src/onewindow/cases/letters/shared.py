"""What all builders need of a case: head, addressee, application, remedies, what was handed in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from django.conf import settings

from onewindow.cases.clocks import local_day
from onewindow.cases.letters.frozen import Frozen
from onewindow.cases.models import Case, Letter
from onewindow.catalogue.field_values import readable
from onewindow.catalogue.models import FormField
from onewindow.catalogue.reading import fields_for
from onewindow.documents.letters import Addressee, Head, Matter, Remedies
from onewindow.kernel.crypto import mask_citizen_id, mask_phone
from onewindow.kernel.glyphs import with_blanks_marked

# Personal data of the form that a letter to be shown around does not repeat.
PRIVATE_KINDS: dict[str, Callable[[str], str]] = {
    FormField.Kind.PHONE: mask_phone,
    FormField.Kind.CITIZEN_ID: mask_citizen_id,
}
COURT = "有管辖权的人民法院"


class About(TypedDict):
    """What every letter to an applicant begins with."""

    head: Head
    addressee: Addressee
    matter: Matter


@dataclass(frozen=True)
class Told:
    """A letter, its case and its frozen facts, with what builders share."""

    letter: Letter

    @property
    def case(self) -> Case:
        """The case of the letter."""
        return self.letter.case

    @property
    def facts(self) -> Frozen:
        """What was frozen when it was ordered."""
        return Frozen(self.letter)

    @property
    def head(self) -> Head:
        """Who writes, which number, which day."""
        letter = self.letter
        issuer = letter.issuer
        base = settings.VERIFICATION_ADDRESS
        return Head(
            department=issuer.name,
            number=letter.number,
            on=local_day(letter.ordered_at),
            code=letter.code,
            sample=settings.TRIAL,
            address=f"{base}?code={letter.code}" if base else "",
        )

    @property
    def applicant(self) -> Addressee:
        """The applicant; a company with its code, a person by name only."""
        case = self.case
        if case.company is None:
            return Addressee(name=case.applicant_name)
        return Addressee(
            name=case.applicant_name,
            code_label="统一社会信用代码",
            code=case.company.uscc,
            is_organisation=True,
        )

    @property
    def addressee(self) -> Addressee:
        """Somebody else where the facts name him, otherwise the applicant."""
        other = self.facts.text("addressee")
        return Addressee(name=other) if other else self.applicant

    @property
    def matter(self) -> Matter:
        """The application."""
        case = self.case
        return Matter(
            item=case.version.name,
            case_number=str(case.number),
            applied_on=local_day(case.submitted_at or case.created_at),
            accepted_on=local_day(case.accepted_at) if case.accepted_at else None,
        )

    @property
    def about(self) -> About:
        """Head, addressee and application together."""
        return {"head": self.head, "addressee": self.addressee, "matter": self.matter}

    @property
    def remedies(self) -> Remedies:
        """Where to turn against the department (行政复议法 24, 27)."""
        issuer = self.letter.issuer
        body = issuer.reconsideration_body or f"{issuer.region.name}人民政府"
        return Remedies(reconsideration_body=body, court=COURT)

    @property
    def phone(self) -> str:
        """Where to ask."""
        return self.letter.issuer.phone


def bases_of(case: Case) -> tuple[str, ...]:
    """Return the laws of the item in their order, each once with all its articles."""
    articles: dict[str, list[str]] = {}
    for basis in case.version.bases.order_by("position"):
        articles.setdefault(basis.law, []).append(basis.article)
    return tuple(f"《{law}》" + "、".join(filter(None, named)) for law, named in articles.items())


def filled_in(case: Case, *, is_masked: bool) -> tuple[tuple[str, str], ...]:
    """Return the form as label and value; private fields masked, or left out."""
    filled = case.fields
    rows = []
    for field in fields_for(case.version, case.answers):
        value = readable(field, filled.get(field.code, ""))
        mask = PRIVATE_KINDS.get(field.kind)
        if value and (mask is None or is_masked):
            rows.append((field.label, mask(value) if mask else value))
    return tuple(rows)


def files_by_material(case: Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the materials of the case, each with the names of its files."""
    files: dict[str, list[str]] = {}
    rows = case.submissions.exclude(material=None).select_related("document", "material")
    for row in rows.order_by("material__position", "pk"):
        if row.material is not None:
            files.setdefault(row.material.name, []).append(with_blanks_marked(row.document.name))
    return tuple((name, tuple(names)) for name, names in files.items())
