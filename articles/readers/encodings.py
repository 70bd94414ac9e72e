"""Texts in an 8-bit encoding of before Unicode: which one is the likeliest."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

_SAMPLE = 100_000  # bytes that are looked at
_HIGH = re.compile(rb"[\x80-\xff]")
# Windows-1252: curly quotes, dashes, ellipsis, bullet, euro, no-break space and common signs.
_SIGNS = frozenset(
    b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xab\xae\xb0\xb7\xbb\xbf\xa1\xbd\xa7"
)
# In Windows-1251 the Russian alphabet is 0xC0-0xFF; these are the commonest small letters.
_COMMON_RUSSIAN = frozenset("оеаинтсрвл".encode("cp1251"))
# Letters of French, German, Spanish, Italian, Portuguese and the Nordic languages.
_WESTERN = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜŸŠšŽžªº´")
# As these the commonest letters of Czech, Croatian and Hungarian (Windows-1250) would be misread.
_MAY_BE_EASTERN = frozenset("øìõšžŠŽ")
# ğ, ş, ı of Windows-1254. Icelandic has the same bytes for ð, þ, ý, but also á, í and æ.
_TURKISH, _ICELANDIC = frozenset(b"\xf0\xfe\xfd"), frozenset(b"\xe1\xed\xe6")
_CYRILLIC_SHARE = 0.35  # of all letters, from which a text is Cyrillic and not Western
_CYRILLIC_RUN = re.compile(rb"[\xc0-\xff\xa8\xb8]{3,}")
_LATIN_LETTER = re.compile(rb"[A-Za-z]")
# Where a Western reading leaves only a few letters among ASCII, it needs no statistics.
_FEW_LETTERS = 0.08
_VERY_FEW = 8  # letters; in a short text even these are a large share
# What the statistics may choose between: encodings that news texts have been written in.
_POSSIBLE = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("koi8_r", "koi8_u", "cp866", "iso8859_2", "mac_roman", "mac_cyrillic"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]


def decode_legacy(data: bytes) -> tuple[str, str]:
    """Text and encoding name; never fails. The encoding is a judgement, not a certainty."""
    sample = data[:_SAMPLE]
    encoding = _judged(sample)
    try:
        return data.decode(encoding), encoding
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:  # five bytes mean nothing in Windows-1252
        return data.decode("latin-1"), "latin-1"


def _judged(sample: bytes) -> str:
    high = _HIGH.findall(sample)
    latin = len(_LATIN_LETTER.findall(sample))
    in_runs = sum(map(len, _CYRILLIC_RUN.findall(sample)))
    # Western letters with accents stand alone among ASCII; Cyrillic ones make whole words.
    if in_runs >= _CYRILLIC_SHARE * (in_runs + latin) and in_runs > len(high) / 2:
        common = sum(byte[0] in _COMMON_RUSSIAN for byte in high)
        if common >= 0.4 * len(high):
            return "cp1251"
    elif _is_western(sample, high):
        return "cp1252"
    present = {byte[0] for byte in high}
    if present >= _TURKISH and not present & _ICELANDIC:
        return "cp1254"
    best = from_bytes(sample, cp_isolation=_POSSIBLE).best()
    return best.encoding if best is not None else "cp1252"


def _is_western(sample: bytes, high: list[bytes]) -> bool:
    """True if the bytes are signs and a few accented letters, as Western texts have them."""
    letters = [byte for byte in high if byte[0] not in _SIGNS]
    text = b"".join(letters).decode("cp1252", "replace")
    if len(letters) > max(_VERY_FEW, _FEW_LETTERS * len(sample)) and _MAY_BE_EASTERN & set(text):
        return False
    return all(char in _WESTERN for char in text)
