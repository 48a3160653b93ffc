"""What is wrong with a YAML file that cannot be read, in Chinese."""

from yaml import YAMLError


def unreadable(error: YAMLError | ValueError) -> str:
    """Return why it cannot be read, to stand after a colon; without a stop.

    A loader raises ValueError for a date that does not exist.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return f"第 {mark.line + 1} 行写法有误，请检查缩进、冒号、引号和括号"
    if isinstance(error, YAMLError | UnicodeDecodeError):
        return "里面有读不出的字符，请另存为 UTF-8"
    return "里面有不存在的日期或时间"
