"""The register of personal data as a page of the docs."""

from collections.abc import Iterator

from onewindow.accounts.personal import DataClass, Entry, Register

HEAD = """# Personal data

Printed by `onewindow personal register`; the source is `data/base/personal_data.yaml`. A guard goes
red when a field of a model is neither registered nor said to be no personal data.
一般 general, 敏感 sensitive (个人信息保护法 Art 28).

Pages, exports and logs show masks. Who may see a value in full asks for it with a reason
(显示全号): it is shown once, `personal.revealed` is recorded without the value, and supervisors
list it.
"""
COLUMNS = (
    "| data | 名称 | class | purpose | basis | kept | mask | in full for | stored |\n"
    "|---|---|---|---|---|---|---|---|---|"
)
CLASSES = {DataClass.GENERAL: "一般", DataClass.SENSITIVE: "敏感"}


def page_of(register: Register) -> str:
    """Return the whole page."""
    return "\n".join((
        HEAD, "## Models\n", COLUMNS, *_models(register),
        "\n## Fields that mean the same in every model\n", COLUMNS,
        *(_row(f"`{name}`", entry) for name, entry in register.common.items()),
        "\n## Kinds of form fields\n",
        "What an applicant fills in is stored encrypted as a whole (`cases.Case.fields_cipher`).\n",
        COLUMNS, *(_row(f"`{kind}`", entry) for kind, entry in register.form_fields.items()), "",
    ))  # fmt: skip


def _models(register: Register) -> Iterator[str]:
    for model, fields in register.models.items():
        for field, entry in fields.items():
            yield _row(f"`{model}.{field}`", entry)


def _row(name: str, entry: Entry) -> str:
    stored = "encrypted" if entry.sealed else "plain"
    cells = (
        name, entry.name, CLASSES[entry.data_class], entry.purpose, entry.basis, entry.retention,
        entry.mask or "—", ", ".join(entry.roles) or "—", stored,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"
