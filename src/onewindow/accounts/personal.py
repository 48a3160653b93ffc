"""The register of personal data: what is held, why, for how long, and who sees it in full.

个人信息保护法 Arts 4, 6, 28, 51; `data/base/personal_data.yaml` says it, a guard holds it complete.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from onewindow.kernel.crypto import mask_address, mask_citizen_id, mask_name, mask_phone

MASKS: Mapping[str, Callable[[str], str]] = {
    "citizen_id": mask_citizen_id,
    "phone": mask_phone,
    "name": mask_name,
    "address": mask_address,
    "all": lambda text: "*" * min(len(text), 8),
}


class DataClass(StrEnum):
    """一般个人信息, or 敏感个人信息 (个人信息保护法 Art 28)."""

    GENERAL = "general"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class Entry:
    """One kind of personal data; `mask` is how pages show it, `roles` who may see it in full."""

    name: str
    data_class: DataClass
    purpose: str
    basis: str
    retention: str
    mask: str = ""
    roles: tuple[str, ...] = ()
    sealed: bool = False


@dataclass(frozen=True)
class Register:
    """Every field that holds personal data, by model and field, and every kind of form field."""

    models: Mapping[str, Mapping[str, Entry]]
    common: Mapping[str, Entry]
    form_fields: Mapping[str, Entry]
    not_personal: Mapping[str, Collection[str]]
    not_personal_names: Collection[str]

    def knows(self, model: str, field: str) -> bool:
        """Say whether a field of a model (`accounts.Person`) is registered, or said not to be."""
        return (
            field in self.models.get(model, {})
            or field in self.not_personal.get(model, ())
            or field in self.common
            or field in self.not_personal_names
        )

    def masked(self, kind: str, text: str) -> str:
        """Return what pages show of a form field of a kind."""
        entry = self.form_fields.get(kind)
        return MASKS[entry.mask](text) if entry is not None and entry.mask and text else text

    def is_masked(self, kind: str) -> bool:
        """Say whether pages show a kind of form field masked."""
        entry = self.form_fields.get(kind)
        return entry is not None and entry.mask != ""

    def may_see(self, kind: str, roles: Collection[str]) -> bool:
        """Say whether one of the roles may see a kind of form field in full, with a reason."""
        entry = self.form_fields.get(kind)
        return entry is None or not entry.mask or bool(set(entry.roles) & set(roles))


@cache
def register() -> Register:
    """Return the register of this installation."""
    return read(Path(settings.DATA_FOLDER) / "base" / "personal_data.yaml")


def read(path: Path) -> Register:
    """Read a register; raise KeyError, ValueError for a wrong entry."""
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    without = said["not_personal"]
    return Register(
        models={
            model: {field: _entry(each) for field, each in fields.items()}
            for model, fields in said["models"].items()
        },
        common={field: _entry(each) for field, each in said["common"].items()},
        form_fields={kind: _entry(each) for kind, each in said["form_fields"].items()},
        not_personal={model: tuple(fields) for model, fields in without["models"].items()},
        not_personal_names=tuple(without["names"]),
    )


def _entry(said: Mapping[str, object]) -> Entry:
    mask = str(said.get("mask", ""))
    if mask and mask not in MASKS:
        raise ValueError(mask)
    roles = said.get("roles", [])
    return Entry(
        name=str(said["name"]),
        data_class=DataClass(str(said["class"])),
        purpose=str(said["purpose"]),
        basis=str(said["basis"]),
        retention=str(said["retention"]),
        mask=mask,
        roles=tuple(str(role) for role in roles) if isinstance(roles, list) else (),
        sealed=said.get("sealed") is True,
    )
