"""The facts a letter froze when it was ordered, read as what they are."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from onewindow.cases.models import Letter
from onewindow.documents.letters import LetterIncomplete, Permit
from onewindow.events.rules import JSONValue

UNITS = {"working": "个工作日", "calendar": "日"}


class Frozen:
    """`Letter.data`, typed; what a letter cannot do without raises LetterIncomplete."""

    def __init__(self, letter: Letter) -> None:
        self._data: Mapping[str, JSONValue] = letter.data

    def text(self, key: str, default: str = "") -> str:
        """Return a text; the default when there is none."""
        value = self._data.get(key)
        return default if value is None else str(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a yes or no."""
        return bool(self._data.get(key, default))

    def number(self, key: str) -> int:
        """Return a number, zero when there is none."""
        return int(self.text(key) or 0)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(str(each) for each in self._list(key))

    def reasons(self) -> tuple[str, ...]:
        """Return the reasons, be they one text or several."""
        one = self.text("reason")
        return self.texts("reasons") or ((one,) if one else ())

    def rows(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of rows of texts; None becomes an empty text."""
        return tuple(
            tuple("" if cell is None else str(cell) for cell in row)
            for row in self._list(key)
            if isinstance(row, Sequence) and not isinstance(row, str)
        )

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return a list of rows of two texts."""
        return tuple((row[0], row[1]) for row in self.rows(key) if len(row) == 2)

    def day_or_none(self, key: str) -> date | None:
        """Return a day, if there is one."""
        value = self.text(key)
        return date.fromisoformat(value) if value else None

    def day(self, key: str) -> date:
        """Return a day; raise LetterIncomplete without."""
        found = self.day_or_none(key)
        if found is None:
            raise LetterIncomplete(f"文书缺少日期（{key}）。")
        return found

    def moment_or_none(self, key: str) -> datetime | None:
        """Return a time, if there is one."""
        value = self.text(key)
        return datetime.fromisoformat(value) if value else None

    def moment(self, key: str) -> datetime:
        """Return a time; raise LetterIncomplete without."""
        found = self.moment_or_none(key)
        if found is None:
            raise LetterIncomplete(f"文书缺少时间（{key}）。")
        return found

    def span(self) -> str:
        """Return the days under `days` and `unit` in words."""
        return f"{self.number('days')}{UNITS[self.text('unit', 'working')]}"

    def permit(self) -> Permit:
        """Return the permit under `permit`; raise LetterIncomplete without."""
        value = self._data.get("permit")
        if not isinstance(value, Mapping):
            raise LetterIncomplete("文书缺少原行政许可的信息。")
        ends = value.get("valid_to")
        return Permit(
            name=str(value["name"]),
            number=str(value["number"]),
            granted_on=date.fromisoformat(str(value["granted_on"])),
            valid_from=date.fromisoformat(str(value["valid_from"])),
            valid_to=date.fromisoformat(str(ends)) if ends else None,
        )

    def has(self, key: str) -> bool:
        """Tell whether something is there."""
        return bool(self._data.get(key))

    def _list(self, key: str) -> Sequence[JSONValue]:
        value = self._data.get(key)
        is_list = isinstance(value, Sequence) and not isinstance(value, str)
        return value if is_list and isinstance(value, Sequence) else ()
