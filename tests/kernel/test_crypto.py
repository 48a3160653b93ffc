import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.kernel.crypto import (
    BlindIndex,
    CryptoError,
    FieldCipher,
    Key,
    format_key,
    make_key,
    mask_citizen_id,
    mask_name,
    mask_phone,
    normalise,
    parse_keys,
)

OLD, NEW = make_key("k1"), make_key("k2")
CITIZEN = "11010519491231002X"


def encrypt(cipher: FieldCipher, text: str = CITIZEN) -> bytes:
    return cipher.encrypt(text, table="person", column="citizen_id", row="7")


def decrypt(cipher: FieldCipher, stored: bytes) -> str:
    return cipher.decrypt(stored, table="person", column="citizen_id", row="7")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_encrypted_can_be_read(text: str) -> None:
    cipher = FieldCipher([NEW])
    assert decrypt(cipher, encrypt(cipher, text)) == text


def test_the_same_text_never_looks_the_same() -> None:
    cipher = FieldCipher([NEW])
    assert encrypt(cipher) != encrypt(cipher)
    assert CITIZEN.encode() not in encrypt(cipher)


@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        ("company", "citizen_id", "7"),
        ("person", "phone", "7"),
        ("person", "citizen_id", "8"),
        ("personc", "itizen_id", "7"),
    ],
)
def test_a_value_moved_to_another_place_does_not_decrypt(table: str, column: str, row: str) -> None:
    cipher = FieldCipher([NEW])
    with pytest.raises(CryptoError, match="不属于这一行"):
        cipher.decrypt(encrypt(cipher), table=table, column=column, row=row)


def test_every_changed_byte_is_noticed() -> None:
    cipher = FieldCipher([NEW])
    stored = encrypt(cipher)
    for place in range(len(stored)):
        changed = bytearray(stored)
        changed[place] ^= 1
        with pytest.raises(CryptoError):
            decrypt(cipher, bytes(changed))


@given(st.binary(max_size=80))
def test_foreign_bytes_are_refused(stored: bytes) -> None:
    with pytest.raises(CryptoError):
        decrypt(FieldCipher([NEW]), stored)


def test_keys_rotate() -> None:
    before, during, after = FieldCipher([OLD]), FieldCipher([NEW, OLD]), FieldCipher([NEW])
    stored = encrypt(before)
    assert decrypt(during, stored) == CITIZEN
    assert during.needs_rotation(stored)
    again = encrypt(during, decrypt(during, stored))
    assert not during.needs_rotation(again)
    assert decrypt(after, again) == CITIZEN
    with pytest.raises(CryptoError, match="缺少密钥 k1"):
        decrypt(after, stored)


def test_keys_from_the_environment() -> None:
    assert parse_keys(f"{format_key(NEW)},{format_key(OLD)}\n") == (NEW, OLD)
    assert "secret" not in repr(NEW)


@pytest.mark.parametrize("text", ["", "k1", "k1:****", "k1:AAAA", "K 1:AAAA", ":AAAA"])
def test_unusable_keys_are_refused(text: str) -> None:
    with pytest.raises(CryptoError):
        parse_keys(text)


def test_a_key_list_is_not_empty_and_has_no_name_twice() -> None:
    with pytest.raises(CryptoError, match="至少"):
        FieldCipher([])
    with pytest.raises(CryptoError, match="重复"):
        FieldCipher([OLD, Key("k1", NEW.secret)])


def test_the_blind_index_finds_what_people_type_differently() -> None:
    index = BlindIndex(b"i" * 32)
    stored = index.digest(CITIZEN, column="citizen_id")
    assert len(stored) == 32
    assert index.digest(" 110105 19491231 002x", column="citizen_id") == stored
    assert index.digest("１１０１０５１９４９１２３１００２Ｘ", column="citizen_id") == stored
    assert index.digest("110105194912310021", column="citizen_id") != stored
    assert index.digest(CITIZEN, column="phone") != stored
    assert BlindIndex(b"j" * 32).digest(CITIZEN, column="citizen_id") != stored


def test_a_short_index_key_is_refused() -> None:
    with pytest.raises(CryptoError):
        BlindIndex(b"short")


TYPED = st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.sampled_from(
    "　０９ＸｘＡ－一王"
)


@given(st.text(TYPED, max_size=30))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [(CITIZEN, "110***********002X"), ("1101051949", "**********"), ("", "")],
)
def test_citizen_numbers_are_masked(text: str, masked: str) -> None:
    assert mask_citizen_id(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13800001234", "138****1234"),
        ("0467-2312345", "**********45"),
        ("110", "***"),
    ],
)
def test_phones_are_masked(text: str, masked: str) -> None:
    assert mask_phone(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"), [("张三", "张*"), ("欧阳示例", "欧***"), ("王", "*"), ("", "")]
)
def test_names_are_masked(text: str, masked: str) -> None:
    assert mask_name(text) == masked
