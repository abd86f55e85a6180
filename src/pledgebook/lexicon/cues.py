"""Cue phrases: short patterns in word files that point to a value, found by their first words.

A cue is words with blanks between them. `freez*` stands for any ending, `asset|fund` for either, `..` for a gap of
up to three words and `...` of up to seven, inside one clause; a blank also matches a hyphen or a line break. Case
does not matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pledgebook.problems import BadLexicon

_KEY = 3  # letters of a first word that must agree before a pattern is tried
_WORD = re.compile(r"(?<![^\W_])[^\W\d_][\w'’.&]*")
_GAPS = {"..": 3, "...": 7}
_PIECE = re.compile(r"[^\W_][\w'’.&/-]*\*?(?:\|[^\W_][\w'’.&/-]*\*?)*")


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled cues by the first letters of their first words; use `find`."""

    by_key: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, value) of the longest cue at each place (of equals the first in the file), without overlap."""
        found: list[tuple[int, int, str]] = []
        end = 0
        for word in _WORD.finditer(text):
            patterns = self.by_key.get(word[0][:_KEY].lower())
            if patterns and word.start() >= end:
                hits = [(hit.end(), value) for cue, value in patterns if (hit := cue.match(text, word.start()))]
                if hits:
                    end, value = max(hits, key=lambda hit: hit[0])
                    found.append((word.start(), end, value))
        return found


def load_cues(file: str, tables: Mapping[str, Iterable[str]], values: Iterable[str]) -> Cues:
    """Compiles {value: cues}; raises BadLexicon for an unknown value, a malformed cue and a cue under two values."""
    allowed, seen = set(values), dict[str, str]()
    by_key: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
    for value, cues in tables.items():
        if value not in allowed:
            raise BadLexicon(file, value, f"is none of {', '.join(sorted(allowed))}")
        for cue in cues:
            if cue in seen:
                raise BadLexicon(file, value, f"{cue!r} is also under {seen[cue]}")
            seen[cue] = value
            pattern = _compiled(file, value, cue)
            for key in _keys(file, value, cue):
                by_key[key].append((pattern, value))
    return Cues({key: tuple(cues) for key, cues in by_key.items()})


def _keys(file: str, value: str, cue: str) -> set[str]:
    firsts = [word.lower() for word in cue.split()[0].split("|")]
    if any(word.endswith("*") and len(word) <= _KEY for word in firsts):
        raise BadLexicon(file, value, f"{cue!r} must begin with {_KEY} letters before a '*'")
    return {word.rstrip("*")[:_KEY] for word in firsts}


def _compiled(file: str, value: str, cue: str) -> re.Pattern[str]:
    pattern, blank = "", ""
    for piece in cue.split():
        if piece in _GAPS and pattern:
            blank = rf"(?:[\s,’'\"“”-]+[^\s.;:?!]+){{0,{_GAPS[piece]}}}?[\s,’'\"“”-]+"
        elif _PIECE.fullmatch(piece):
            words = "|".join(re.escape(word).replace(r"\*", r"[\w’']*") for word in piece.split("|"))
            pattern += rf"{blank}(?:{words})(?![^\W_])"
            blank = r"[\s-]+"
        else:
            raise BadLexicon(file, value, f"{cue!r} holds {piece!r}, which is no word, '*', '|' or gap")
    return re.compile(pattern, re.IGNORECASE)
