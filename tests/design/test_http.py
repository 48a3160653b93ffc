"""The two lines between HTTP and the domain."""

import pytest
from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from onewindow.design.http import found, succeeds
from onewindow.kernel.errors import DomainError, NotAllowedNow


class EmptyForm(forms.Form):
    """A form without fields."""


def test_what_is_there_is_returned() -> None:
    assert found(int, "17") == 17


def test_missing_is_404() -> None:
    def load(number: str) -> str:
        raise ObjectDoesNotExist(number)

    with pytest.raises(Http404):
        found(load, "SL1")


def test_a_refusal_becomes_an_error_of_the_form() -> None:
    def withdraw(*, reason: str) -> None:
        raise NotAllowedNow(f"已经作出决定，不能撤回（{reason}）。")

    form = EmptyForm({})
    assert form.is_valid()
    assert not succeeds(form, withdraw, reason="不办了")
    assert form.non_field_errors() == ["已经作出决定，不能撤回（不办了）。"]


def test_a_verb_that_works() -> None:
    done: list[str] = []
    assert succeeds(EmptyForm({}), done.append, "撤回")
    assert done == ["撤回"]


def test_a_fault_of_ours_is_not_hidden() -> None:
    def broken() -> None:
        raise ValueError

    assert not issubclass(ValueError, DomainError)
    with pytest.raises(ValueError, match=r"^$"):
        succeeds(EmptyForm({}), broken)
