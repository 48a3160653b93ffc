"""The texts of a definition that may be said in another language, each by its path.

`name`, `conditions.2`, `materials.m1.name`, `questions.kind.options.large`: rows with a code go by
it, other rows by their place, counted from 1.
"""

from collections.abc import Iterator, Mapping

from onewindow.catalogue.definition.item import ItemDefinition

WHOLE = (
    "name", "subject", "summary", "limit_note", "visits_reason", "postal_address",
    "quantity_limit", "process", "periodic_inspection",
)  # fmt: skip
LINES = ("conditions",)
BY_CODE = {
    "materials": ("name", "acceptance_standard", "note", "source_body", "replaced_by"),
    "steps": ("name",),
    "results": ("name", "validity"),
    "questions": ("text", "help"),
    "fields": ("label", "help", "message"),
}
BY_PLACE = {
    "special_procedures": ("name",),
    "windows": ("hall", "window", "address", "hours"),
    "bases": ("law", "article", "text"),
    "fees": ("name", "standard", "reduction_basis"),
    "agency_services": ("name", "provider"),
    "faq": ("question", "answer"),
    "local_elements": ("label", "text"),
}


def texts_of(definition: ItemDefinition) -> dict[str, str]:
    """Return the Chinese texts of a definition by path, without empty ones."""
    return {path: text for path, text in _all(definition) if text}


def in_language(definition: ItemDefinition, language: str) -> Mapping[str, str]:
    """Return the translations into one language by path."""
    return {row.element: row.text for row in definition.translations if row.language == language}


def _all(definition: ItemDefinition) -> Iterator[tuple[str, str]]:
    for name in WHOLE:
        yield name, getattr(definition, name)
    for name in LINES:
        yield from ((f"{name}.{n}", line) for n, line in enumerate(getattr(definition, name), 1))
    for table, columns in BY_CODE.items():
        for row in getattr(definition, table):
            yield from ((f"{table}.{row.code}.{each}", getattr(row, each)) for each in columns)
    for question in definition.questions:
        for option in question.options:
            yield f"questions.{question.code}.options.{option.code}", option.text
    for table, columns in BY_PLACE.items():
        for place, row in enumerate(getattr(definition, table), 1):
            yield from ((f"{table}.{place}.{each}", getattr(row, each)) for each in columns)
