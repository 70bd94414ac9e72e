"""Short forms of names, joined with the whole names that they stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from articles.mentions.kinds import (
    ORGANISATION,
    PERSON,
    PLACE,
    SOMEBODY,
    WEIGHTS,
    Name,
    Seen,
    key_of,
)


def joined(found: Iterable[Seen], small: Collection[str]) -> tuple[dict[str, Name], frozenset[str]]:
    """The names by the key of each of their forms, and the keys of surnames that several people
    have. ``small`` are words that the text also has without a capital."""
    whole: list[Seen] = []
    forms_of: dict[str, list[Seen]] = {}
    ending: dict[str, list[Seen]] = defaultdict(list)
    beginning: dict[str, list[Seen]] = defaultdict(list)
    unsure = set()
    for seen in sorted(found, key=lambda each: -len(each.words)):
        alike = {id(each): each for each in beginning[seen.words[0]]}
        alike |= {id(each): each for each in ending[seen.words[-1]]}
        longer = [each for each in alike.values() if _is_part(seen, each)]
        if len(longer) == 1:
            forms_of[longer[0].text].append(seen)
        elif longer and seen.kind in ("", PERSON) and len(seen.words) == 1:
            unsure.add(key_of(seen.text))  # whom it means is not certain
        elif seen.is_sure and _is_name(seen, small):
            whole.append(seen)
            forms_of[seen.text] = [seen]
            ending[seen.words[-1]].append(seen)
            beginning[seen.words[0]].append(seen)
    of: dict[str, Name] = {}
    for seen in whole:
        forms = forms_of[seen.text]
        kind = _kind_of(forms)
        rule, paragraph = _reason(forms, kind)
        times = sum(len(each.spots) for each in forms)
        name = Name(seen.text, kind, rule, paragraph, times, tuple(each.text for each in forms))
        for each in forms:
            of[key_of(each.text)] = name
    return of, frozenset(unsure)


def _is_name(seen: Seen, small: Collection[str]) -> bool:
    return bool(seen.kind) or len(seen.words) > 1 or seen.words[0] not in small


def _is_part(short: Seen, long: Seen) -> bool:
    """Whether one name is the end or the beginning of another, and may stand for it."""
    size = len(short.words)
    if size >= len(long.words) or PLACE in (short.kind, long.kind):
        return False
    if short.kind and long.kind and short.kind != long.kind:
        return False
    if short.words == long.words[-size:]:
        # "McKenzie" is not short for "Smith & McKenzie", nor "Tarn" for "Bank of Tarn".
        return long.kind != ORGANISATION
    if short.words != long.words[:size]:
        return False
    # "Norvix" is short for "Norvix Inc.", but "Ware" is not short for "Ware Valley Museum".
    return (long.kind == PERSON and size == 1) or (
        long.kind == ORGANISATION and len(long.words) == 2
    )


def _is_surname(short: Seen, long: Seen) -> bool:
    """Firms speak too, but are not called by the end of their names."""
    return len(short.words) == 1 and len(long.words) > 1 and short.words[0] == long.words[-1]


def _kind_of(forms: Sequence[Seen]) -> str:
    total: Counter[str] = Counter()
    for seen in forms:
        total.update(seen.scores)
    somebody = total.pop(SOMEBODY, 0)
    if somebody and not total and any(_is_surname(each, forms[0]) for each in forms):
        return PERSON
    ranked = total.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _reason(forms: Sequence[Seen], kind: str) -> tuple[str, int]:
    """The strongest piece of evidence for the kind, and the paragraph that shows it."""
    if not kind:
        return "", min(spot.paragraph for seen in forms for spot in seen.spots)
    found = [
        (-WEIGHTS[rule], paragraph, rule)
        for seen in forms
        for (shown, rule), paragraph in seen.shown_in.items()
        if shown == kind or (kind == PERSON and shown == SOMEBODY)
    ]
    _, paragraph, rule = min(found)
    return rule, paragraph
