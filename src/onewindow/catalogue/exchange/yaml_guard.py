"""Read YAML that somebody else wrote: no aliases, no key twice, no depth, no size."""

from typing import Final

import yaml
from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.problems import FormProblems, Problem, refuse_file

DEEPEST = 20
TEXT: Final = "tag:yaml.org,2002:str"


def compose(data: bytes | str, *, deepest: int = DEEPEST) -> yaml.Node | None:
    """Return the nodes of a document; raise FormProblems for what is no plain YAML."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        depth = 0
        for event in yaml.parse(text, yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > deepest or isinstance(event, yaml.AliasEvent):
                raise refuse_file(_("YAML 文件不能使用引用（*）或过深的嵌套：请逐项写出"))
        return yaml.compose(text, yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise refuse_file(_("YAML 文件不是 UTF-8 编码：请另存为 UTF-8")) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise refuse_file(_("YAML 第%d行格式有误：请检查缩进、冒号和引号") % line) from error
    except yaml.YAMLError as error:
        raise refuse_file(_("不是 YAML 文件：请检查是否选错了文件")) from error


def load_mapping(data: bytes, *, largest: int, deepest: int) -> dict[str, object]:
    """Return a document of plain values, `largest` in bytes; raise FormProblems by key path."""
    if len(data) > largest:
        message = _("YAML 文件太大（最多 %d KB）：请检查是否选错了文件")
        raise refuse_file(message % (largest // 1024))
    root = compose(data, deepest=deepest)
    if not isinstance(root, yaml.MappingNode):
        raise refuse_file(_("YAML 文件最外层必须是“键: 值”的形式：请参照样例填写"))
    problems: list[Problem] = []
    values = _mapping(root, "", problems)
    if problems:
        raise FormProblems(problems)
    return values


def _mapping(node: yaml.MappingNode, path: str, problems: list[Problem]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        place = f"{path}.{name}".lstrip(".")
        if name in values or not name:
            problems.append(Problem(name, place, _("这个键写了两次或是空的：请只留一个")))
            continue
        values[name] = _value(value, place, problems)
    return values


def _value(node: yaml.Node, path: str, problems: list[Problem]) -> object:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, f"{path}[{at}]", problems) for at, each in enumerate(node.value)]
    try:
        value: object = yaml.constructor.SafeConstructor().construct_object(node)
    except (yaml.YAMLError, ValueError):
        problems.append(Problem(path, path, _("看不懂这个值：请检查写法，文字请加引号")))
        return None
    return value


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as blocks, and what comes twice twice."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    lines = text.split("\n")
    is_block = len(lines) > 1 and all(line == line.strip() for line in lines) and lines[0] != ""
    return dumper.represent_scalar(TEXT, text, style="|" if is_block else None)


_Dumper.add_representer(str, _text)


def dump(values: object) -> bytes:
    """Return plain values as YAML, keys in their order; equal values give equal bytes."""
    text: str = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    return text.encode()
