"""Paragraphs that say again what an earlier one says: to the letter, or with another quote mark or last clause.

Near-linear: paragraphs meet through shared runs of words that begin with a long word, never pair by pair.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pledgebook.cleaning.roles import Part
from pledgebook.codebook import READ_ROLES, Role
from pledgebook.records import Paragraph

WORD = re.compile(r"\w+")
STRAIGHT = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'))
ANCHOR = 6  # letters of the words at which runs begin
RUN = 4  # words
LEAST = 4  # words of a paragraph that can repeat one further up; shorter ones only the last one
RUNS_SHARED = 0.5  # of the runs of the one with fewer
WORDS_SHARED = 0.75  # of the words of the shorter one
FIRST = 4  # words by which items of a list differ
LEAST_MET = 2  # runs from which two paragraphs are compared
LEAST_RUNS = 5
KIN = 4  # first letters by which "Japanese" and "Japan's" are the same


Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A paragraph that was read: its part, its words and its runs of words."""

    part: Part
    words: Words
    runs: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What was read so far, by number, by all its words and by its runs."""

    told: list[_Told] = field(default_factory=list)
    by_words: dict[Words, int] = field(default_factory=dict)
    by_run: dict[Words, int] = field(default_factory=dict)

    def keep(self, told: _Told) -> None:
        number = len(self.told)
        self.told.append(told)
        self.by_words.setdefault(told.words, number)
        for run in told.runs:
            self.by_run.setdefault(run, number)

    def same(self, told: _Told) -> _Told | None:
        """The earlier paragraph of the same words; for a few words only the last one."""
        number = self.by_words.get(told.words)
        # "Prime Minister," may open many lines of a speech, and "2" is the number of a page
        few = len(told.words) < LEAST and (number != len(self.told) - 1 or all(map(str.isdigit, told.words)))
        return None if number is None or few else self.told[number]

    def near(self, told: _Told) -> _Told | None:
        """The earlier paragraph that shares enough runs and words with this one."""
        met = [self.by_run[run] for run in told.runs if run in self.by_run]
        if len(met) < LEAST_MET:
            return None
        number, shared = Counter(met).most_common(1)[0]
        other = self.told[number]
        if shared < max(LEAST_MET, RUNS_SHARED * min(len(told.runs), len(other.runs))):
            return None
        mine, theirs = set(told.words), set(other.words)
        return other if len(mine & theirs) >= WORDS_SHARED * min(len(mine), len(theirs)) else None


def mark_repeats(text: str, parts: Sequence[Part]) -> tuple[Paragraph, ...]:
    """Paragraphs of the parts; `of` is set on those that repeat an earlier one.

    Their role is REPEAT where nothing new is told; one that adds a name or number keeps its role and is read.
    """
    line = text.lower()
    if len(line) != len(text):  # "İ" becomes two letters, and offsets would not fit
        line = text
    for curly, straight in STRAIGHT:
        line = line.replace(curly, straight)
    earlier = _Earlier()
    return tuple(_marked(text, line, part, earlier) if part[2] in READ_ROLES else Paragraph(*part) for part in parts)


def _marked(text: str, line: str, part: Part, earlier: _Earlier) -> Paragraph:
    start, end, role = part
    words = tuple(line[start:end].split())
    runs = tuple([words[n : n + RUN] for n, word in enumerate(words[: 1 - RUN]) if len(word) >= ANCHOR])
    told = _Told(part, words, runs)
    same = earlier.same(told)
    near = same or earlier.near(told)
    earlier.keep(told)
    if near is None:
        return Paragraph(start, end, role)
    first = near.part[0]
    if same or not _adds(text[start:end], text[first : near.part[1]]):
        return Paragraph(start, end, Role.REPEAT, first)
    return Paragraph(start, end, role, first if _says_again(words, near.words) else None)


def _adds(paragraph: str, earlier: str) -> bool:
    """True where the paragraph has a number or a name that the earlier one lacks, or much more to say."""
    before = [word.lower() for word in WORD.findall(earlier)]
    known, kin = set(before), {word[:KIN] for word in before}
    new = [word for word in WORD.findall(paragraph) if word.lower() not in known]
    telling = [word for word in new if word[0].isdigit() or (word[0].isupper() and word.lower()[:KIN] not in kin)]
    return bool(telling) or len(new) > len(before) * (1 - WORDS_SHARED)


def _says_again(words: Words, earlier: Words) -> bool:
    """True where most of the shorter one stands in the longer. Items of a list, which begin each anew, do not."""
    if sum(word not in earlier for word in words[:FIRST]) > FIRST // 2:
        return False
    shorter, longer = (_runs(one) for one in sorted((words, earlier), key=len))
    return len(shorter & longer) >= max(LEAST_RUNS, RUNS_SHARED * len(shorter))


def _runs(words: Words) -> set[Words]:
    return {words[n : n + RUN] for n in range(len(words) - RUN + 1)}


def says_twice(words: Sequence[str], least: int) -> bool:
    """True where a run of `least` words or more stands twice in the same line ("Ann Lee/AP Ann Lee/AP")."""
    seen: dict[tuple[str, ...], int] = {}
    runs = (tuple(words[n : n + least]) for n in range(len(words) - least + 1))
    return any(seen.setdefault(run, n) <= n - least for n, run in enumerate(runs))
