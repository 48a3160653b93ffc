"""Personal data at rest: field encryption, a keyed index to find it by, and masks to show it."""

import base64
import binascii
import hashlib
import hmac
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

FORMAT = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32


class CryptoError(ValueError):
    """A key is unusable, or a stored value cannot be decrypted."""


@dataclass(frozen=True)
class Key:
    """A 32-byte secret and the short name under which stored values refer to it."""

    id: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a name that does not fit a stored value and a secret of the wrong length."""
        if not re.fullmatch(r"[a-z0-9-]{1,32}", self.id):
            raise CryptoError(f"密钥名称 {self.id!r} 不合规：只含小写字母、数字和 -，最多 32 个")
        if len(self.secret) != KEY_BYTES:
            raise CryptoError(f"密钥 {self.id} 应为 {KEY_BYTES} 字节，现在是 {len(self.secret)}")


def make_key(key_id: str) -> Key:
    """Return a new random key."""
    return Key(key_id, os.urandom(KEY_BYTES))


def parse_keys(text: str) -> tuple[Key, ...]:
    """Read `id:base64` pairs set apart by commas or blanks; the first one encrypts."""
    keys = []
    for entry in re.split(r"[\s,]+", text.strip()):
        key_id, _, secret = entry.partition(":")
        try:
            keys.append(Key(key_id, base64.b64decode(secret, validate=True)))
        except binascii.Error as error:
            raise CryptoError(f"密钥 {key_id} 不是有效的 base64") from error
    return tuple(keys)


def format_key(key: Key) -> str:
    """Return the key as `parse_keys` reads it."""
    return f"{key.id}:{base64.b64encode(key.secret).decode('ascii')}"


class FieldCipher:
    """Encrypts single fields with AES-256-GCM-SIV (RFC 8452).

    Table, column and row are bound to the value as associated data: a value copied to another
    place does not decrypt. The first key encrypts, every key decrypts: to rotate, put a new key
    in front, encrypt again what `needs_rotation`, then drop the old one.
    """

    def __init__(self, keys: Sequence[Key]) -> None:
        if not keys:
            raise CryptoError("至少需要一个密钥")
        if len({key.id for key in keys}) != len(keys):
            raise CryptoError("密钥名称不能重复")
        self._current = keys[0].id
        self._ciphers = {key.id: AESGCMSIV(key.secret) for key in keys}

    def encrypt(self, text: str, *, table: str, column: str, row: str) -> bytes:
        """Return format, key name, nonce and ciphertext in one value to store."""
        head = FORMAT + _sized(self._current)
        nonce = os.urandom(NONCE_BYTES)
        bound = head + _place(table, column, row)
        sealed = self._ciphers[self._current].encrypt(nonce, text.encode("utf-8"), bound)
        return head + nonce + sealed

    def decrypt(self, stored: bytes, *, table: str, column: str, row: str) -> str:
        """Return the text; raise CryptoError if key, place or content do not fit."""
        key_id, head, rest = _split(stored)
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise CryptoError(f"缺少密钥 {key_id}，无法解密 {table}.{column}")
        nonce, sealed = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
        try:
            opened = cipher.decrypt(nonce, sealed, head + _place(table, column, row))
        except (InvalidTag, ValueError) as error:
            raise CryptoError(f"{table}.{column} 的密文已损坏，或不属于这一行") from error
        return opened.decode("utf-8")

    def needs_rotation(self, stored: bytes) -> bool:
        """Tell whether the value was encrypted with another key than the current one."""
        return _split(stored)[0] != self._current


class BlindIndex:
    """Digests by which an encrypted field can be searched for equality.

    Use a secret of its own: whoever holds it can try all citizen numbers against the index.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < KEY_BYTES:
            raise CryptoError(f"索引密钥至少 {KEY_BYTES} 字节，现在是 {len(key)}")
        self._key = bytes(key)

    def digest(self, text: str, *, column: str) -> bytes:
        """Return HMAC-SHA256 of the normalised text; equal texts of two columns differ."""
        message = _sized(column) + normalise(text).encode("utf-8")
        return hmac.new(self._key, message, hashlib.sha256).digest()


def normalise(text: str) -> str:
    """Fold what people type differently: width, case, blanks and hyphens."""
    return re.sub(r"[\s\-‐–—]", "", unicodedata.normalize("NFKC", text)).upper()


def mask_citizen_id(number: str) -> str:
    """Show the first three and the last four characters; hide a shorter text wholly."""
    return _mask(number.strip(), 3, 4, shortest=15)


def mask_phone(number: str) -> str:
    """Show the first three and the last four digits of a mobile number, else the last two."""
    digits = number.strip()
    if len(digits) == 11 and digits.startswith("1"):
        return _mask(digits, 3, 4, shortest=11)
    return _mask(digits, 0, 2, shortest=5)


def mask_name(name: str) -> str:
    """Show the first character only."""
    return _mask(name.strip(), 1, 0, shortest=2)


def mask_address(address: str) -> str:
    """Show the first six characters, about as far as the district; never how long it is."""
    text = address.strip()
    return f"{text[:6]}****" if len(text) > 6 else "*" * len(text)


def _mask(text: str, head: int, tail: int, *, shortest: int) -> str:
    if len(text) < shortest:
        return "*" * len(text)
    hidden = len(text) - head - tail
    return text[:head] + "*" * hidden + text[len(text) - tail :]


def _sized(text: str) -> bytes:
    data = text.encode("utf-8")
    return len(data).to_bytes(2, "big") + data


def _place(table: str, column: str, row: str) -> bytes:
    return _sized(table) + _sized(column) + _sized(row)


def _split(stored: bytes) -> tuple[str, bytes, bytes]:
    size = int.from_bytes(stored[1:3], "big")
    if stored[:1] != FORMAT or len(stored) < 3 + size + NONCE_BYTES:
        raise CryptoError("不是本系统的密文格式")
    return stored[3 : 3 + size].decode("ascii", "replace"), stored[: 3 + size], stored[3 + size :]
