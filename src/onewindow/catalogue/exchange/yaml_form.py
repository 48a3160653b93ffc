"""The form as YAML: keys are the draft's field names, values what the paper would say."""

from collections.abc import Iterator
from dataclasses import fields as fields_of
from enum import Enum

import yaml
from django.utils.translation import gettext as _

from onewindow.catalogue.exchange import fields
from onewindow.catalogue.exchange.check import check
from onewindow.catalogue.exchange.problems import Problem, refuse_file
from onewindow.catalogue.exchange.raw import Raw, RawForm, RawRow, RawTable
from onewindow.catalogue.exchange.yaml_guard import compose
from onewindow.catalogue.form import (
    BasisDraft,
    FeeDraft,
    ItemDraft,
    MaterialDraft,
    StepDraft,
)

NEEDS = fields.STEP_NEEDS.code
LARGEST = 512 * 1024
TABLES: dict[str, frozenset[str]] = {
    "bases": frozenset(field.name for field in fields_of(BasisDraft)),
    "fees": frozenset(field.name for field in fields_of(FeeDraft)),
    "steps": frozenset(field.name for field in fields_of(StepDraft)),
    "materials": frozenset(field.name for field in fields_of(MaterialDraft)),
}
KEYS = frozenset(field.name for field in fields_of(ItemDraft))
LABELS = {
    wanted.code: wanted.label
    for wanted in (
        *fields.SINGLE_TEXTS,
        *fields.LIMITS,
        *fields.LISTS,
        fields.ITEM_TYPE,
        fields.BASES,
        fields.FEES,
        fields.STEPS,
        fields.MATERIALS,
        fields.EXTRA,
    )
}


def read_yaml(data: bytes | str) -> ItemDraft:
    """Return the draft; raise FormProblems naming key paths such as steps[2].limit."""
    if len(data) > LARGEST:
        raise refuse_file(_("YAML 文件太大（最多 512 KB）：请检查是否选错了文件"))
    root = compose(data)
    if not isinstance(root, yaml.MappingNode):
        raise refuse_file(_("YAML 文件最外层必须是“键: 值”的形式：请参照样例填写"))
    form = RawForm(home="")
    for key, node in _pairs(form, root, ""):
        if key not in KEYS:
            form.problems.append(Problem(key, key, _("没有这个键：请检查拼写，或放到 extra 里")))
        elif key in TABLES:
            form.tables[key] = _table(form, key, node)
        elif key == fields.EXTRA.code:
            form.tables[key] = _extra(form, key, node)
        else:
            form.values[key] = list(_scalars(form, key, LABELS[key], node))
    return check(form)


def _pairs(form: RawForm, node: yaml.MappingNode, path: str) -> Iterator[tuple[str, yaml.Node]]:
    seen: set[str] = set()
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        place = f"{path}.{name}" if path else name
        if name in seen or not name:
            form.problems.append(Problem(name, place, _("这个键写了两次或是空的：请只留一个")))
            continue
        seen.add(name)
        yield name, value


def _scalars(form: RawForm, path: str, label: str, node: yaml.Node) -> Iterator[Raw]:
    if isinstance(node, yaml.SequenceNode):
        for index, each in enumerate(node.value):
            yield from _scalars(form, f"{path}[{index}]", label, each)
    elif isinstance(node, yaml.ScalarNode):
        is_null = node.tag == "tag:yaml.org,2002:null"
        yield Raw("" if is_null else node.value.strip(), path)
    else:
        form.problems.append(Problem(label, path, _("这里应当写一个值或一列值，不是“键: 值”")))


def _table(form: RawForm, key: str, node: yaml.Node) -> RawTable:
    rows = []
    wanted = isinstance(node, yaml.SequenceNode)
    if not wanted and not (isinstance(node, yaml.ScalarNode) and node.value in {"", "null", "~"}):
        form.problems.append(Problem(LABELS[key], key, _("这里应当是一列条目，每条以“- ”开头")))
    for index, each in enumerate(node.value if wanted else []):
        path = f"{key}[{index}]"
        if isinstance(each, yaml.MappingNode):
            rows.append(_row(form, path, LABELS[key], TABLES[key], each))
        else:
            message = _("这一条应当写成“键: 值”的形式")
            form.problems.append(Problem(LABELS[key], path, message))
    return RawTable(key, TABLES[key], rows)


def _row(
    form: RawForm, path: str, label: str, columns: frozenset[str], node: yaml.MappingNode
) -> RawRow:
    cells: dict[str, list[Raw]] = {}
    for name, value in _pairs(form, node, path):
        place = f"{path}.{name}"
        if name not in columns:
            form.problems.append(Problem(label, place, _("没有这个键：请检查拼写")))
            continue
        written = list(_scalars(form, place, label, value))
        cells[name] = written if written or name == NEEDS else [Raw("", place)]
    for name in columns - cells.keys() - {NEEDS}:
        cells[name] = [Raw("", f"{path}.{name}")]
    return RawRow(path, cells)


def _extra(form: RawForm, key: str, node: yaml.Node) -> RawTable:
    rows = []
    if isinstance(node, yaml.MappingNode):
        for name, value in _pairs(form, node, key):
            text = "\n".join(raw.text for raw in _scalars(form, f"{key}.{name}", name, value))
            cells = {"key": [Raw(name, key)], "value": [Raw(text, f"{key}.{name}")]}
            rows.append(RawRow(key, cells))
    return RawTable(key, frozenset({"key", "value"}), rows)


def write_yaml(draft: ItemDraft) -> bytes:
    """Return the draft as YAML, keys in the order of the form; equal drafts give equal bytes."""
    plain = {field.name: _plain(getattr(draft, field.name)) for field in fields_of(draft)}
    text = yaml.dump(
        plain, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000
    )
    return text.encode()


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, BasisDraft | FeeDraft | StepDraft | MaterialDraft):
        return {field.name: _plain(getattr(value, field.name)) for field in fields_of(value)}
    return value
