"""YAML as plain values, with the line of every place; what is ambiguous is refused."""

import yaml

from onewindow.kernel.yaml_errors import unreadable
from onewindow.procedure.simulation.problems import BadScenario, Place, Problem

# A scenario of a hundred steps has some 20 kB.
MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 40


class Source:
    """One YAML text: its plain value and the lines of its places."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_CHARACTERS:
            raise BadScenario([Problem((), "文件太大，一个情景最多两百万字。")])
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._loader = yaml.SafeLoader(text)
        try:
            self._refuse_tricks(text)
            node = self._loader.get_single_node()
            self.value = self._plain(node, ()) if node is not None else {}
        except yaml.YAMLError as error:
            raise BadScenario([_unreadable(error)]) from error

    def line(self, place: Place) -> int:
        """Return the line of a place, or of what holds it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)

    def _refuse_tricks(self, text: str) -> None:
        """Refuse what makes a small file large or deep before anything is built of it."""
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            mark = event.start_mark
            line = mark.line + 1 if mark else 0
            if isinstance(event, yaml.AliasEvent):
                raise BadScenario([Problem((), "不能用 * 引用别处的内容，请写全。", line)])
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise BadScenario([Problem((), f"嵌套超过 {MAX_DEPTH} 层。", line)])

    def _plain(self, node: yaml.Node, place: Place) -> object:
        self.lines[place] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(each, (*place, n)) for n, each in enumerate(node.value)]
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> object:
        try:
            value: object = self._loader.construct_object(node)
        except ValueError:
            # What only looks like a date stays a text; whoever wants a date says what is wrong.
            return str(node.value)
        return value

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        result: dict[str, object] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in result:
                line = key.start_mark.line + 1
                self.problems.append(Problem((*place, name), "写了两次，请删去一处。", line))
            result[name] = self._plain(value, (*place, name))
            self.lines[*place, name] = key.start_mark.line + 1
        return result


def _unreadable(error: yaml.YAMLError) -> Problem:
    return Problem((), f"不是正确的 YAML：{unreadable(error)}。")
