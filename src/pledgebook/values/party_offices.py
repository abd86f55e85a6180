"""Offices, ministries and persons beside the name of a party: "Japan's Foreign Ministry", "President Biden"."""

from __future__ import annotations

from typing import NamedTuple

from pledgebook.values.party_text import Words

# Words that may stand between a country and the office: "Angola's Deputy Minister", "the German federal government".
MOST_BETWEEN = 6
MOST_NAME_WORDS = 5


class Office(NamedTuple):
    """Words `first` to `stop - 1` are an office or an organ (`kind`); `out`: the words say that it is held no more."""

    first: int
    stop: int
    kind: str
    out: bool


def office_after(words: Words, first: int) -> Office | None:
    """The office that begins at a word, with what stands before it: "deputy foreign minister", "federal government"."""
    lexicon = words.lexicon
    out = False
    for at in range(first, first + MOST_BETWEEN):
        if not words.joined(at):
            return None
        core = _core(words, at)
        if core is not None:
            return _finish(words, first, core, out)
        word = words.lower(at)
        if word in lexicon.former:
            out = True
        elif not (word in lexicon.between or word in lexicon.portfolio or _joins_portfolios(words, at)):
            return None
    return None


def office_before(words: Words, index: int) -> Office | None:
    """The office that ends right before a word: "foreign minister", "the former president"."""
    if words.before(index) not in words.lexicon.office_ends:
        return None
    leftmost = index
    while index - leftmost < MOST_BETWEEN and words.joined(leftmost):
        leftmost -= 1
    for first in range(leftmost, index):
        office = office_after(words, first) if words.joined(first) else _at_start(words, first)
        if office is not None and office.stop == index:
            return _with_former(words, office)
    return None


def office_of(words: Words, index: int) -> Office | None:
    """The office before "of" and the name at a word: "Government of Ghana", "president of the Philippines"."""
    of = index - 2 if words.before(index) == "the" else index - 1
    if of < 1 or words.lower(of) not in ("of", "for") or not words.joined(of + 1):
        return None
    return office_before(words, of)


def person_after(words: Words, index: int) -> tuple[int, int] | None:
    """First and last + 1 word of a person's name that begins at a word, after titles ("Senator the Hon. X")."""
    if index >= words.count:
        return None
    apposed = words.gap(index) in (", ", ",\n")
    if not (apposed or words.joined(index)):
        return None
    first = index
    while first - index < 4 and words.lower(first) in words.lexicon.courtesy:
        first += 1
    stop = _name_end(words, first)
    return (first, stop) if stop - first >= (2 if apposed else 1) else None


def _at_start(words: Words, first: int) -> Office | None:
    """As `office_after`, for a phrase whose first word follows a full stop or a quotation mark."""
    core = _core(words, first)
    if core is not None:
        return _finish(words, first, core, False)
    word = words.lower(first)
    known = word in words.lexicon.between or word in words.lexicon.portfolio or word in words.lexicon.former
    rest = office_after(words, first + 1) if known else None
    return rest and rest._replace(first=first, out=rest.out or word in words.lexicon.former)


def _core(words: Words, at: int) -> tuple[int, str] | None:
    """The longest office or organ word at an index ("secretary of state"), with the index after it."""
    node = words.lexicon.offices
    best: tuple[int, str] | None = None
    while at < words.count and words.lower(at) in node:
        node = node[words.lower(at)]
        at += 1
        if "" in node:
            best = at, node[""]
        if not words.joined(at):
            break
    return best


def _finish(words: Words, first: int, core: tuple[int, str], out: bool) -> Office:
    """Adds a second noun ("government officials"), "-elect" and what the minister is for ("of Foreign Affairs")."""
    stop, kind = core
    more = _core(words, stop) if words.joined(stop) else None
    if more is not None:
        stop, kind = more
    if words.after(stop) in words.lexicon.former:
        stop, out = stop + 1, True
    return Office(first, _portfolio_end(words, stop), kind, out)


def _portfolio_end(words: Words, stop: int) -> int:
    """The index after "of Foreign Affairs and Trade" where such words follow, else the same index."""
    if words.after(stop) not in ("of", "for"):
        return stop
    at = stop + 1
    if words.after(at) == "the":
        at += 1
    end = stop
    while at < words.count and words.gap(at) in (" ", "\n", ", ", " & ", "  "):
        word = words.lower(at)
        if word in words.lexicon.portfolio:
            end = at + 1
        elif word != "and":
            break
        at += 1
    return end


def _joins_portfolios(words: Words, at: int) -> bool:
    """ "and" in "finance and trade minister"."""
    return words.lower(at) == "and" and words.lower(at - 1) in words.lexicon.portfolio


def _with_former(words: Words, office: Office) -> Office:
    if words.before(office.first) in words.lexicon.former:
        return office._replace(first=office.first - 1, out=True)
    return office


def _name_end(words: Words, first: int) -> int:
    """The index after the capitalised words of a name that begins at a word."""
    at = first
    while at < words.count and at - first < MOST_NAME_WORDS:
        word = words.words[at]
        if at > first and not words.joined(at):
            break
        if not (_is_name_word(words, at) or (at > first and _is_inside(words, at, word))):
            break
        at += 1
    while at > first and words.words[at - 1] in words.lexicon.particles:
        at -= 1
    return at


def _is_name_word(words: Words, at: int) -> bool:
    word = words.words[at]
    if (
        not word[0].isupper()
        or word in words.lexicon.no_name
        or (len(word) > 3 and word.isupper() and not words.words[at - 1].isupper())
    ):
        return False
    term = words.lexicon.names.get(word, {}).get("")
    return term is None or term.kind in ("person", "surname", "title")


def _is_inside(words: Words, at: int, word: str) -> bool:
    """Small words that belong to a name: "bin", "al-", and what follows a hyphen ("Ban Ki-moon")."""
    return word in words.lexicon.particles or (words.hyphen_before(at) and word.isalpha())
