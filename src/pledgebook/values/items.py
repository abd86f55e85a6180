"""Goods and people that a sentence names, with their quantity: "31 M1A2 Abrams tanks", "33 tonnes of biscuits"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pledgebook.lexicon.goods import Goods, Head, goods
from pledgebook.records import Item
from pledgebook.values.numbers import Number, find_numbers

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_](?:[\w’']|[-./&](?=[^\W_]))*")
_CLOSE = re.compile(r"[ \u00a0\t\n]{1,3}|-")
_MOST = 5  # words before a head that may belong to its name


@dataclass(frozen=True, slots=True)
class ItemMention:
    """`text[start:end]` names goods or people, quantity included; `family` is that of items.csv."""

    start: int
    end: int
    item: Item
    family: str


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    lower: str
    joined: bool  # only a blank or a hyphen stands before it
    owner: bool  # "Ukraine's"


@dataclass(frozen=True, slots=True)
class _Found:
    """Tokens [first, last] are a head."""

    first: int
    last: int
    head: Head


def find_items(text: str) -> list[ItemMention]:
    """Goods and people in a sentence, in order, without overlap. Aid words alone ("aid", "support") are none."""
    words = goods()
    if words.lengths.keys().isdisjoint(_TOKEN.findall(text.lower() + " " + text)):
        return []
    tokens = _tokens(text)
    heads = list(_heads(tokens, words))
    if not heads:
        return []
    numbers = {number.end: number for number in find_numbers(text, small=True)}
    mentions: list[ItemMention] = []
    for found in heads:
        mention = _mention(text, tokens, found, numbers)
        if mention and _needed(text, mention.family, words):
            while mentions and mention.start < mentions[-1].end and mention.end > mentions[-1].end:
                mentions.pop()
            if not mentions or mention.start >= mentions[-1].end:
                mentions.append(mention)
    return mentions


def says(text: str, item: Item) -> bool:
    """Whether the passage names these goods in this quantity; a quantity of None is said by any."""
    return any(m.item.name == item.name and item.quantity in (None, m.item.quantity) for m in find_items(text))


def _needed(text: str, family: str, words: Goods) -> bool:
    needs = words.needs.get(family)
    return needs is None or needs.search(text) is not None


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        word = match[0]
        owner = word.endswith(("'s", "’s"))
        word = word[:-2] if owner else word
        joined = bool(tokens) and _CLOSE.fullmatch(text, end, match.start()) is not None
        tokens.append(_Token(match.start(), match.start() + len(word), word, word.lower(), joined, owner))
        end = match.end()
    return tokens


def _heads(tokens: list[_Token], words: Goods) -> Iterator[_Found]:
    """Heads that end their noun group: of "missile defense systems" only the whole, of "arms embargo" nothing."""
    place, begin = 0, -1
    while place < len(tokens):
        found = _head_at(tokens, place, words)
        if found is None or (found.head.kind == "tail" and begin < 0):
            place, begin = place + 1, -1
            continue
        place = found.last + 1
        begin = begin if begin >= 0 else found.first
        follower = tokens[place] if place < len(tokens) and tokens[place].joined else None
        if follower and _head_at(tokens, place, words) and found.head.kind != "mass":
            continue
        if not (follower and follower.lower in words.not_before):
            yield _Found(begin, found.last, found.head)
        begin = -1


def _head_at(tokens: list[_Token], place: int, words: Goods) -> _Found | None:
    """The longest head that begins at a token."""
    token = tokens[place]
    for first in (token.text, token.lower):
        for length in words.lengths.get(first, ()):
            span = tokens[place : place + length]
            if len(span) == length and all(other.joined for other in span[1:]):
                head = words.heads.get(" ".join(t.text for t in span)) or words.heads.get(
                    " ".join(t.lower for t in span)
                )
                if head:
                    return _Found(place, place + length - 1, head)
    return None


def _mention(text: str, tokens: list[_Token], found: _Found, numbers: dict[int, Number]) -> ItemMention | None:
    first = _name_start(tokens, found.first, numbers)
    place = _before_name(tokens, first, numbers)
    word = tokens[place].lower if place >= 0 else None
    if word in goods().determiners or (place >= 0 and tokens[place].end in numbers):
        first = next(n for n in range(place + 1, first + 1) if n == first or tokens[n].lower not in goods().skips)
    number = numbers.get(tokens[place].end) if place >= 0 else None
    head = found.head
    if head.kind == "unit":
        return _measured(text, tokens, found, first, numbers)
    if not _stands(tokens, found, first, number, word):
        return None
    single = head.kind == "count" and not head.plural
    if number and ((single and number.value != 1) or text[max(0, number.start - 1) : number.start] in ("$", "€", "£")):
        number = None  # "July 25 phone call"
    quantity = number.value if number else 1.0 if single and word in ("a", "an") else None
    start, end = tokens[first].start, tokens[found.last].end
    name = " ".join(text[start:end].split())
    return ItemMention(number.start if number else start, end, Item(name, quantity), head.family)


def _stands(tokens: list[_Token], found: _Found, first: int, number: Number | None, word: str | None) -> bool:
    """Whether a head is a thing given; a bare singular ("train the") and one in a proper name ("House") are not."""
    head, longer = found.head, first < found.last
    if head.plural or number or (head.kind == "count" and word in ("a", "an")):
        return True
    if head.kind == "count":
        return longer and word is not None and not tokens[found.last].text[0].isupper()
    return head.kind in ("name", "mass", "tail") or longer


def _name_start(tokens: list[_Token], first: int, numbers: dict[int, Number]) -> int:
    """The first token of the name: walks back over what may stand before its head."""
    words, start = goods(), first
    if tokens[first].lower in words.calibres and first and tokens[first - 1].text[0].isdigit() and tokens[first].joined:
        return first - 1
    while start and first - start < _MOST and tokens[start].joined:
        before = tokens[start - 1]
        if before.lower in words.calibres and start >= 2 and before.joined and tokens[start - 2].text[0].isdigit():
            return start - 2
        if before.end in numbers or not _may_modify(before, words):
            break
        start -= 1
    return start


def _may_modify(token: _Token, words: Goods) -> bool:
    lower, text = token.lower, token.text
    if token.owner or (lower in words.stops and not (text.isupper() and len(text) > 1)):
        return False
    if lower in words.allowed or "-" in text or any(letter.isdigit() for letter in text):
        return True
    if text[0].isupper():
        return text.isupper() or "." in text or text.endswith(words.proper_ends) or text in words.heads
    if lower.endswith("s") and not lower.endswith(("ss", "us", "ous")):
        return lower in words.heads
    return not lower.endswith(("ed", "ing", "ly"))


def _before_name(tokens: list[_Token], first: int, numbers: dict[int, Number]) -> int:
    """The token before the name, past "more" and the like and past capitals; -1 where there is none."""
    place, skips = first - 1, goods().skips
    while place >= 0 and tokens[place + 1].joined:
        token = tokens[place]
        if token.end in numbers or token.lower in goods().determiners:
            return place
        if token.lower not in skips and not token.text[0].isupper():
            return place
        place -= 1
    return -1


def _measured(
    text: str, tokens: list[_Token], found: _Found, first: int, numbers: dict[int, Number]
) -> ItemMention | None:
    """ "33 metric tonnes of high energy biscuits": a unit with its number, and the noun group after "of"."""
    number, after = numbers.get(tokens[first - 1].end) if first else None, found.last + 2
    if number is None or after >= len(tokens) or tokens[after - 1].lower != "of":
        return None
    end, family = _measured_goods(tokens, after, numbers)
    if end < after:
        return None
    name = " ".join(text[tokens[first].start : tokens[end].end].split())
    return ItemMention(number.start, tokens[end].end, Item(name, number.value), family)


def _measured_goods(tokens: list[_Token], after: int, numbers: dict[int, Number]) -> tuple[int, str]:
    """(last token, family) of the noun group that begins at `after`: up to its last head, else one word of "goods"."""
    words, end, family = goods(), after - 1, "goods"
    for place in range(after, min(after + _MOST + 2, len(tokens))):
        token = tokens[place]
        if not token.joined or token.end in numbers or (token.lower in words.stops and token.lower != "and"):
            break
        head = _head_at(tokens, place, words)
        if head and head.head.kind != "unit":
            end, family = head.last, head.head.family
        elif place == after:
            end = place
    return end, family
