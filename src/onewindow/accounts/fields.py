"""The keys under which personal data is stored."""

from functools import lru_cache

from django.conf import settings

from onewindow.kernel.crypto import BlindIndex, CryptoError, FieldCipher, Key, parse_keys


def encrypt(text: str, *, table: str, column: str, row: str) -> bytes:
    """Encrypt one field for its place; an empty text stays empty."""
    return (
        _cipher(settings.FIELD_KEY).encrypt(text, table=table, column=column, row=row)
        if text
        else b""
    )


def decrypt(stored: bytes, *, table: str, column: str, row: str) -> str:
    """Return the text of a field; raise CryptoError when key, place or content do not fit."""
    if not stored:
        return ""
    return _cipher(settings.FIELD_KEY).decrypt(bytes(stored), table=table, column=column, row=row)


def blind_index(text: str, *, column: str) -> bytes:
    """Return the digest by which an encrypted field is found."""
    return _index(settings.INDEX_KEY).digest(text, column=column)


@lru_cache(maxsize=4)
def _cipher(keys: str) -> FieldCipher:
    # The trial makes one key of hex digits for itself; an operator who rotates lists `name:base64`.
    if ":" in keys:
        return FieldCipher(parse_keys(keys))
    return FieldCipher([Key("first", _from_hex(keys))])


@lru_cache(maxsize=4)
def _index(key: str) -> BlindIndex:
    return BlindIndex(_from_hex(key))


def _from_hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise CryptoError("密钥应为 64 个十六进制数字") from error
