"""Guess the encoding of texts that are not in Unicode, and repair those decoded wrongly before."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

_SAMPLE = 100_000  # bytes that the guess is based on
_HIGH = re.compile(rb"[\x80-\xff]")
_LEFT = re.compile(rb"[\x80-\xbf]{2}")
_LEADING = {b"\xc2", b"\xc3", b"\xe2"}  # the first bytes of the commonest sequences in UTF-8
# Windows-1252: curly quotes, dashes, ellipsis, bullet, euro, no-break space and common signs.
_SIGNS = frozenset(
    b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xab\xae\xb0\xb7\xbb\xbf\xa1\xbd\xa7"
)
# In Windows-1251 the Russian alphabet is 0xC0-0xFF; these are the most frequent small letters.
_COMMON_RUSSIAN = frozenset("оеаинтсрвл".encode("cp1251"))
_RUSSIAN_SHARE = 0.4  # their least share of the non-ASCII bytes of a Russian text
# Letters of French, German, Spanish, Italian, Portuguese and the Nordic languages.
_WESTERN = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜŸŠšŽžªº´")
# The commonest letters of Czech, Croatian and Hungarian (Windows-1250), misread as Windows-1252.
_MAY_BE_EASTERN = frozenset("øìõšžŠŽ")
# ğ, ş, ı of Windows-1254. Icelandic has the same bytes for ð, þ, ý, but also á, í and æ.
_TURKISH, _ICELANDIC = frozenset(b"\xf0\xfe\xfd"), frozenset(b"\xe1\xed\xe6")
_CYRILLIC_SHARE = 0.35  # share of all letters from which a text counts as Cyrillic
_CYRILLIC_RUN = re.compile(rb"[\xc0-\xff\xa8\xb8]{3,}")
_LATIN_LETTER = re.compile(rb"[A-Za-z]")
# A text with at most this share, or this number, of accented letters counts as Western even if
# some of them may be Eastern European.
_FEW_LETTERS = 0.08
_VERY_FEW = 8
# The encodings that the statistics may choose from: those in which news texts were written.
_POSSIBLE = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("koi8_r", "koi8_u", "cp866", "iso8859_2", "mac_roman", "mac_cyrillic"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]

# The encodings that programs take UTF-8 for: Windows-1252 (and Latin-1) first.
_TAKEN_FOR = ("cp1252", "cp1251", "cp1250", "iso8859_2", "mac_roman", "cp437")
# Two such sequences by accident are unlikely even in a line of few other letters.
_FEWEST_SEQUENCES = 2
_CONTROL = re.compile("[\x80-\x9f]")


def _table(encoding: str) -> dict[str, int]:
    """The bytes from 0x80 on, by how ``encoding`` shows them. Undefined ones are controls."""
    codes = {chr(code): code for code in range(0x80, 0xA0)}
    for code in range(0x80, 0x100):
        codes[bytes([code]).decode(encoding, "replace")] = code
    codes.pop("\ufffd", None)
    return codes


def _sequences(codes: dict[str, int]) -> str:
    """An expression for the beginning of a UTF-8 sequence as an encoding shows it."""
    first = "".join(char for char, code in codes.items() if 0xC2 <= code <= 0xF4)
    second = "".join(char for char, code in codes.items() if code < 0xC0)
    return f"[{re.escape(first)}][{re.escape(second)}]"


# What an encoding does not have is no byte of it.
_ABSENT = {chr(code): "\ufffd" for code in range(0x80, 0x100)}
_TABLES = {encoding: str.maketrans(_ABSENT | _table(encoding)) for encoding in _TAKEN_FOR}
_MOJIBAKE = re.compile("|".join(_sequences(_table(encoding)) for encoding in _TAKEN_FOR))


def decode_legacy(data: bytes) -> tuple[str, str]:
    """Decode ``data``; return the text and the name of the encoding, a guess. Never fails."""
    sample = data[:_SAMPLE]
    encoding = _guess(sample)
    try:
        return data.decode(encoding), encoding
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:  # five bytes are undefined in Windows-1252
        return data.decode("latin-1"), "latin-1"


def decode_mixed(data: bytes) -> str | None:
    """Decode lines in UTF-8 among lines in Windows-1252; None unless ``data`` has both."""
    lines: list[str] = []
    unicode = False
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
            unicode = unicode or not line.isascii()
        except UnicodeDecodeError:
            high = _HIGH.findall(line)
            # A damaged sequence leaves its first byte, or those that follow it, in a row.
            alone = len(high) > 1 and not _LEFT.search(line) and not _LEADING & set(high)
            if not (alone and _is_western(line, high)):
                return None
            lines.append(line.decode("cp1252", "replace"))
    return "\n".join(lines) if unicode else None


def is_iso_2022_jp(data: bytes) -> bool:
    """True for Japanese text in seven bits, which escape sequences switch to another set."""
    if b"\x1b$" not in data or not data.isascii():
        return False
    try:
        return not data.decode("iso2022_jp").isascii()
    except UnicodeDecodeError:
        return False


def repaired(text: str) -> str:
    """``text`` with lines restored whose UTF-8 was once taken for another encoding: "cafÃ©".

    Only a line of which every character beyond ASCII is part of such a sequence is changed, and
    only if no two rarer encodings give different lines.
    """
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    return "\n".join(map(_restored, text.split("\n")))


def _restored(line: str) -> str:
    if line.isascii() or not _MOJIBAKE.search(line):
        return line
    commonest = _as_utf8(line, _TAKEN_FOR[0])
    if commonest:
        return commonest
    found = {read for encoding in _TAKEN_FOR[1:] if (read := _as_utf8(line, encoding))}
    return found.pop() if len(found) == 1 else line


def _as_utf8(line: str, encoding: str) -> str:
    """The line that was taken for ``encoding``; "" if it was not."""
    try:
        read = line.translate(_TABLES[encoding]).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""
    sequences = sum(not char.isascii() for char in read)
    enough = sequences >= (1 if encoding == _TAKEN_FOR[0] else _FEWEST_SEQUENCES)
    return read if enough and not _CONTROL.search(read) else ""


def _guess(sample: bytes) -> str:
    high = _HIGH.findall(sample)
    latin = len(_LATIN_LETTER.findall(sample))
    in_runs = sum(map(len, _CYRILLIC_RUN.findall(sample)))
    # Accented Western letters stand alone among ASCII letters; Cyrillic letters form whole words.
    if in_runs >= _CYRILLIC_SHARE * (in_runs + latin) and in_runs > len(high) / 2:
        common = sum(byte[0] in _COMMON_RUSSIAN for byte in high)
        if common >= _RUSSIAN_SHARE * len(high):
            return "cp1251"
    elif _is_western(sample, high):
        return "cp1252"
    present = {byte[0] for byte in high}
    if present >= _TURKISH and not present & _ICELANDIC:
        return "cp1254"
    best = from_bytes(sample, cp_isolation=_POSSIBLE).best()
    return best.encoding if best is not None else "cp1252"


def _is_western(sample: bytes, high: list[bytes]) -> bool:
    """True if the bytes are only signs and a few accented letters, as in Western texts."""
    letters = [byte for byte in high if byte[0] not in _SIGNS]
    text = b"".join(letters).decode("cp1252", "replace")
    if len(letters) > max(_VERY_FEW, _FEW_LETTERS * len(sample)) and _MAY_BE_EASTERN & set(text):
        return False
    return all(char in _WESTERN for char in text)
