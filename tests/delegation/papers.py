"""One grant of each register, and the forms that make another."""

import io
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from onewindow.catalogue.models import ServiceItem
from onewindow.delegation import actions
from onewindow.delegation.models import AuthorisationLetter, Delegation, Seal, SealKind
from onewindow.delegation.seal_images import receive_seal
from onewindow.orgs.models import Department, Officer, Role
from tests import cast
from tests.cases.building import City
from tests.delegation.granting import BEFORE, TODAY, make_delegation, make_letter

Form = dict[str, object]


@dataclass(frozen=True)
class Papers:
    """A delegation to a street, a letter for somebody of the hall, a seal: all of one item's."""

    item: ServiceItem
    street: Department
    holder: Officer
    delegation: Delegation
    letter: AuthorisationLetter
    seal: Seal

    def delegation_form(self) -> Form:
        """Return what a manager fills in to entrust the item to another street."""
        return {
            "item": self.item.pk, "kind": "entrusted", "powers": ["accept"],
            "to": cast.make_department("street2").pk, "basis": "《示例条例》第十条",
            "filing_number": "示备〔2026〕2号", "filed_on": str(TODAY), "valid_from": str(TODAY),
        }  # fmt: skip

    def letter_form(self) -> Form:
        """Return what a manager fills in to authorise the officer for everything."""
        return {
            "officer": self.holder.pk, "powers": ["accept"], "scope": "all",
            "valid_from": str(TODAY), "last_day": "2999-12-30",
        }  # fmt: skip


def make_papers(city: City) -> Papers:
    """Make them; neither holder nor street has any other part in the tests."""
    item = city.version.item
    street = cast.make_department("street")
    holder = cast.make_officer("window.chief", Role.LEGAL_OFFICER, department="zwj")
    seal = actions.register_seal(
        item.department, SealKind.LICENSING, receive_seal(io.BytesIO(seal_png()), name="章.png"),
        valid_from=TODAY, valid_to=None, by=holder.actor, at=BEFORE,
    )  # fmt: skip
    return Papers(
        item=item,
        street=street,
        holder=holder,
        delegation=make_delegation(city, street),
        letter=make_letter(city, holder),
        seal=seal,
    )


def seal_form() -> Form:
    """Return what a manager fills in to register a seal."""
    file = SimpleUploadedFile("章.png", seal_png())
    return {"kind": "licensing", "image": file, "valid_from": str(TODAY)}


def seal_png(mode: str = "RGB", size: tuple[int, int] = (240, 240)) -> bytes:
    """Return a red ring on white (or, with alpha, on nothing)."""
    ground = (255, 255, 255, 0)[: len(mode)]
    image = Image.new(mode, size, ground)
    draw = ImageDraw.Draw(image)
    draw.ellipse(
        (10, 10, size[0] - 10, size[1] - 10), outline=(200, 16, 46, 255)[: len(mode)], width=9
    )
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
