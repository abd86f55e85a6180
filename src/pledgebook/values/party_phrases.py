"""From a word that names a party to the whole phrase that does: who it stands for, from where to where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pledgebook.codebook import PartyId
from pledgebook.lexicon.officials import Person, people, stands_for, surnames
from pledgebook.lexicon.parties import GROUP_NOUNS, PartyRole, Term
from pledgebook.values.party_offices import Office, office_after, office_before, office_of, person_after
from pledgebook.values.party_text import Found, Words, longest

Hit = tuple[Found | None, int]  # the mention, if it is one, and the index of the next word to look at
ADJECTIVAL: frozenset[PartyRole] = frozenset({"adjective", "organisation", "company", "organ", "capital", "group"})
PLACES: frozenset[PartyRole] = frozenset({"name", "capital"})
MOST_MODIFIERS = 4


class About(NamedTuple):
    """What is known of the document: its own names, and its day."""

    known: Mapping[str, PartyId]
    on: date | None


def mention_of(words: Words, index: int, term: Term, stop: int, about: About) -> Hit:
    """The mention that begins with (or, for offices and group nouns, ends with) the term at a word."""
    match term.kind:
        case "party" if term.role == "leader":
            return _named_person(words, index, stop, term.ids)
        case "party":
            return _party(words, index, term, stop)
        case "person":
            return _official(words, index, term, stop, about)
        case "surname":
            return _titled_surname(words, index, term, stop, about)
        case "title":
            return _legislator(words, index, term, stop, about)
        case "head" | "folk" | "band" | "tail":
            return _group(words, index, term, stop)
        case _:
            return None, stop


def _party(words: Words, index: int, term: Term, stop: int) -> Hit:
    end = words.end_of(index, stop)
    if term.after_the and words.before(index) != "the":
        return None, stop
    if _is_no_party(words, index, term, stop, end):
        return None, stop
    ids = term.ids or (f"name:{words.written(index, stop)}",)
    start = words.spans[index][0]
    former = words.before(index) in words.lexicon.former
    nxt = _next_word(words, term, stop, end)
    if nxt is not None:
        office = None if term.role == "group" else office_after(words, nxt)
        if office is not None:
            return _with_office(words, start, ids, office, former)
        group = _group_after(words, index, nxt)
        if group is not None:
            return group
    of = office_of(words, index) if term.role in ("name", "organisation") else None
    if of is not None:
        return _with_office(words, words.spans[of.first][0], ids, of._replace(stop=stop), False)
    return Found(start, end, () if former and term.role == "organ" else ids, term.role), stop


def _is_no_party(words: Words, index: int, term: Term, stop: int, end: int) -> bool:
    """What stands right beside says otherwise: "anti-American", "Moscow-based", "Lebanon, Tennessee", "Jim Jordan"."""
    lexicon = words.lexicon
    if words.hyphen_before(index) and words.lower(index - 1) in lexicon.prefixes:
        return True
    if words.hyphen_after(end) and words.lower(stop) in lexicon.suffixes:
        return True
    if term.role not in PLACES:
        return False
    if words.text[end : end + 2] == ", " and stop < words.count and words.words[stop] in lexicon.us_states:
        return term.ids != ("USA",)
    return stop - index == 1 and (_after_given_name(words, index) or _is_a_person(words, index, stop))


def _after_given_name(words: Words, index: int) -> bool:
    """Whether a first name or an initial stands before: "Denzel Washington", "Peter B. Cameron"."""
    if index == 0 or words.gap(index) not in (" ", "\n", ". "):
        return False
    word = words.words[index - 1]
    if words.gap(index) == ". ":
        return len(word) == 1 and word.isupper() and index > 1 and words.gap(index - 1) == " "
    return word in words.lexicon.given_names


def _is_a_person(words: Words, index: int, stop: int) -> bool:
    """Whether a place that is also a name is one here: "Chad Sample", "Princess Sofia"."""
    if words.words[index] not in words.lexicon.namelike:
        return False
    before = words.before(index)
    titled = before in words.lexicon.courtesy or before in words.lexicon.office_nouns
    return titled or (_goes_on(words, stop) and office_after(words, stop) is None)


def _next_word(words: Words, term: Term, stop: int, end: int) -> int | None:
    """The index of the word that an office may begin with: after "Japan's", "Japanese", "US", or a capital letter."""
    if words.text[end : end + 2] in ("'s", "’s") and words.lower(stop) == "s":
        return stop + 1
    if words.text[end : end + 2] in ("' ", "’ "):
        return stop
    if term.role in ADJECTIVAL or words.text[end - 1] == "." or words.words[stop - 1].isupper():
        return stop
    return stop if term.role == "name" and stop < words.count and words.words[stop][0].isupper() else None


def _with_office(words: Words, start: int, ids: tuple[PartyId, ...], office: Office, out: bool) -> Hit:
    """A state or organisation with an office of it, and the person who holds it where the name follows."""
    out = out or office.out
    person = person_after(words, office.stop) if office.kind == "office" else None
    stop = person[1] if person else office.stop
    role: PartyRole = "office" if office.kind == "office" else "organ"
    if out:
        ids = (f"name:{_full_name(words, *person)}",) if person else ()
        role = "leader"
    return Found(start, words.end_of(stop - 1, stop), ids, role, person and _span(words, *person), "", out), stop


def _group_after(words: Words, index: int, first: int) -> Hit | None:
    """A group that a name begins: "Syrian rebels", "US allies", "Western powers", "Syrian rebel forces"."""
    western = longest(words, index, words.lexicon.names)
    loose = western is not None and western[0].role == "group"
    for at in range(first, first + MOST_MODIFIERS):
        if not words.joined(at):
            return None
        hit = longest(words, at, words.lexicon.names)
        kinds = GROUP_NOUNS if loose or at > first else [kind for kind in GROUP_NOUNS if kind != "tail"]
        if hit is not None and hit[0].kind in kinds:
            return _group_found(words, _group_start(words, index), hit[0], hit[1])
        if words.lower(at) not in words.lexicon.kept:
            return None
    return None


def _group(words: Words, index: int, term: Term, stop: int) -> Hit:
    """A group by its noun, with the words before it that belong to its name."""
    first = _group_start(words, index)
    if first == index and term.kind in ("band", "tail"):
        return None, stop
    return _group_found(words, first, term, stop)


def _group_start(words: Words, index: int) -> int:
    """The first of the words before a group that belong to its name; "US-backed" stays out of "Syrian rebels"."""
    first = index
    while index - first < MOST_MODIFIERS and words.before(first) in words.lexicon.kept:
        first -= 1
    return index if words.hyphen_before(first) else first


def _group_found(words: Words, first: int, term: Term, stop: int) -> Hit:
    start, end = words.spans[first][0], words.end_of(first, stop)
    name = words.written(first, stop).replace("U.S.", "US").replace("U.N.", "UN")
    if name[0].isupper() and words.lower(first) in words.lexicon.small:
        name = name[0].lower() + name[1:]
    return Found(start, end, (f"name:{name}",), "group", None, term.words if term.kind == "folk" else ""), stop


def _named_person(words: Words, index: int, stop: int, ids: tuple[PartyId, ...]) -> Hit:
    """A person whom the document introduces."""
    if stop - index == 1 and _after_given_name(words, index):
        return None, stop
    return Found(_titled_start(words, index), words.end_of(index, stop), ids, "leader"), stop


def _official(words: Words, index: int, term: Term, stop: int, about: About) -> Hit:
    """An official by name: the state where a title says so or the day lies in the term of office, else "name:"."""
    end = words.end_of(index, stop)
    if stop - index == 1 and _after_given_name(words, index):
        return None, stop
    if words.hyphen_before(index) and words.lower(index - 1) in words.lexicon.prefixes:
        return None, stop
    office = office_before(words, index)
    ids = stands_for(term.people, about.on)
    if office is None and stop - index == 1 and ids[0].startswith("name:") and _goes_on(words, stop):
        return None, stop
    if office is not None:
        ids = (f"name:{term.people[0].name}",) if office.out else _by_title(words, office, term.people, about.on) or ids
    start = words.spans[office.first][0] if office else _titled_start(words, index)
    return Found(start, end, ids, "leader", _span(words, index, stop), "", bool(office and office.out)), stop


def _goes_on(words: Words, stop: int) -> bool:
    """Whether a capitalised word follows that makes it another name: "Harper Lee"."""
    if stop >= words.count or words.gap(stop) != " ":
        return False
    word = words.words[stop]
    return word[0].isupper() and not word.isupper() and word not in words.lexicon.no_name


def _titled_surname(words: Words, index: int, term: Term, stop: int, about: About) -> Hit:
    """An official by an everyday surname, which counts only after a title of an office held: "Senator Evans"."""
    office = office_before(words, index)
    if office is None or office.kind != "office":
        return None, stop
    ids = _by_title(words, office, term.people, about.on)
    if not ids:
        return None, stop
    ids = (f"name:{term.people[0].name}",) if office.out else ids
    span = _span(words, index, stop)
    return Found(words.spans[office.first][0], span[1], ids, "leader", span, "", office.out), stop


def _by_title(words: Words, office: Office, persons: tuple[Person, ...], on: date | None) -> tuple[PartyId, ...]:
    """The party whose office of that name one of the persons held, nearest to the day."""
    noun = next(
        (
            w
            for at in range(office.stop - 1, office.first - 1, -1)
            if (w := words.lower(at)) in words.lexicon.office_nouns
        ),
        "",
    )
    held = [t for person in persons for t in person.tenures if noun and noun in t.office]
    if not held:
        return ()
    return (min(held, key=lambda tenure: tenure.days_from(on)).party,)


def _legislator(words: Words, index: int, term: Term, stop: int, about: About) -> Hit:
    """A legislator by title and name; the document may say that such persons are no state ("Senator": "name:")."""
    person = person_after(words, stop)
    if person is None:
        return None, stop
    span = _span(words, *person)
    name = words.written(*person)
    default = about.known.get(term.words, term.ids[0])
    own = about.known.get(name)
    ids = (own,) if own else _sitting(people().get(name) or surnames().get(name) or (), about.on)
    ids = ids or ((f"name:{name}",) if default == "name:" else (default,))
    out = words.before(index) in words.lexicon.former
    ids = (f"name:{name}",) if out else ids
    return Found(words.spans[index][0], span[1], ids, "leader", span, "", out), person[1]


def _sitting(persons: tuple[Person, ...], on: date | None) -> tuple[PartyId, ...]:
    """The state of the one of these persons who was in office on the day, members of a parliament first."""
    held = [tenure for person in persons for tenure in person.tenures if tenure.days_from(on) == 0]
    held.sort(key=lambda tenure: tenure.office not in ("senator", "representative"))
    return (held[0].party,) if held else ()


def _titled_start(words: Words, index: int) -> int:
    """Where the mention begins: at "Mr" or "the Hon." if such stands before the name."""
    first = index
    while words.before(first) in words.lexicon.courtesy and words.words[first - 1][0].isupper():
        first -= 1
    return words.spans[first][0]


def _full_name(words: Words, first: int, stop: int) -> str:
    """A person's name in full where the word files know it, else as written."""
    written = words.written(first, stop)
    persons = people().get(written, ())
    return persons[0].name if len(persons) == 1 else written


def _span(words: Words, first: int, stop: int) -> tuple[int, int]:
    return words.spans[first][0], words.spans[stop - 1][1]
