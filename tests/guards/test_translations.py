"""The English catalogue: complete, certain, compiled, and with the placeholders of the source."""

from functools import cache

import pytest
from scripts import messages


@cache
def wanted() -> dict[messages.Key, messages.Message]:
    return messages.messages()


# `make check` asks it each time.
@pytest.mark.long
def test_the_catalogue_is_complete_and_holds_nothing_else() -> None:
    assert len(wanted()) > 500
    assert messages.problems(messages.load(), wanted()) == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    binary = messages.CATALOGUE.with_suffix(".mo").read_bytes()
    assert binary == messages.compiled(messages.load())


@pytest.mark.long
def test_messages_are_found_in_python_templates_and_components() -> None:
    found = wanted()
    places = {file for message in found.values() for file in message.files}
    assert {place.rsplit(".", 1)[1] for place in places} == {"py", "html"}
    assert any("/cotton/" in place for place in places)
    assert any(message.plural for message in found.values())
