"""One value of a definition as the text of a cell, and back."""

import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.problems import Refused
from onewindow.catalogue.workbook.plan import Place
from onewindow.kernel import conditions

JSON_KINDS = frozenset({"condition", "file"})
LIST_KINDS = frozenset({"words", "lines", "choices"})
Plain = object


def to_cell(value: Plain, place: Place, labels: Mapping[str, str]) -> str | int:
    """Return what the cell holds; `labels` name questions and answers for the explanation."""
    if value is None:
        return ""
    if place.kind == "explained":
        return conditions.explain(conditions.parse(value), labels)
    if place.kind in JSON_KINDS:
        return json.dumps(value, ensure_ascii=False)
    if place.kind == "number" and isinstance(value, int):
        return value
    return _text(value, place)


def _text(value: Plain, place: Place) -> str:
    if place.kind == "flag":
        return place.options["true" if value else "false"]
    if isinstance(value, list | tuple):
        return _lines([place.options.get(str(each), str(each)) for each in value])
    return place.options.get(str(value), str(value))


def _lines(texts: list[str]) -> str:
    is_plain = all(text.strip() == text != "" and "\n" not in text for text in texts)
    if is_plain and not (texts and texts[0].startswith("[")):
        return "\n".join(texts)
    return json.dumps(texts, ensure_ascii=False)


def from_cell(text: str, place: Place) -> Plain:
    """Return the value of a cell that is not blank; raise Refused saying what can stand there."""
    match place.kind:
        case "number":
            return _number(text)
        case "flag":
            return _code(text.strip(), place) == "true"
        case "condition" | "file":
            return _json(text)
    if place.kind in LIST_KINDS:
        return [_code(each, place) for each in _split(text)]
    if not place.options:
        return text
    code = _code(text.strip(), place)
    return int(code) if place.code == "online_depth" else code


def _number(text: str) -> int:
    try:
        return int(text.strip())
    except ValueError as error:
        raise Refused(_("“%s”不是整数") % text) from error


def _json(text: str) -> Plain:
    try:
        value: Plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(_("不是 JSON：请照原来的写法改")) from error
    return value


def _split(text: str) -> list[str]:
    if text.startswith("["):
        value = _json(text)
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return value
        raise Refused(_("方括号里应当是一列加引号的文字"))
    return [line.strip() for line in text.split("\n") if line.strip()]


def _code(text: str, place: Place) -> str:
    if not place.options:
        return text
    for code, label in place.options.items():
        if text in {code, label}:
            return code
    raise Refused(
        _("没有“%(text)s”这一项，可以填：%(known)s")
        % {"text": text, "known": "、".join(place.options.values())}
    )
