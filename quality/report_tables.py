"""The Markdown of docs/quality.md: tables of figures with their intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from calibration import BINS, Bin, bins_of, brier
from tallies import Figure, Resampled

NOTHING = "–"
PROMISED = 0.9  # at this confidence as many acts are to be right
KINDS = {
    "request": "request", "support": "support", "pledge": "· pledge", "commitment": "· commitment",
    "delivery": "· delivery", "refusal": "refusal", "withdrawal": "withdrawal", "sanction": "sanction",
    "easing": "easing",
}  # fmt: skip
Sums = Mapping[str, Resampled]  # name of a set of articles, as a heading -> its sums


def shown(figure: Figure | None) -> str:
    """0.69 (0.60–0.77), or a dash where there is none."""
    return f"{figure.value:.2f} ({figure.low:.2f}–{figure.high:.2f})" if figure else NOTHING


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are set to the right."""
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---:|" * (len(heads) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def sets_table(sets: Sums) -> str:
    """One row a set of articles: core precision, recall and F1, strict F1, quotations that do not stand there."""
    heads = ("articles", "acts", "core P", "core R", "core F1", "strict F1", "ungrounded")
    return table(heads, ([f"{name} ({sums.total('articles'):.0f})", *_set_cells(sums)] for name, sums in sets.items()))


def _set_cells(sums: Resampled) -> list[str]:
    rates = [*sums.rates("core"), sums.rates("strict")[2]]
    return [f"{sums.total('coded'):.0f}", *map(shown, rates), f"{sums.total('ungrounded'):.0f}"]


def kinds_table(sets: Sums) -> str:
    """Core precision, recall and F1 by kind, the sets side by side."""
    heads = ["kind", *(head for name in sets for head in (f"{name}: acts", "P", "R", "F1"))]
    rows = []
    for kind, label in KINDS.items():
        cells = [
            [f"{sums.total(f'coded {kind}'):.0f}", *map(shown, sums.rates("core", kind))] for sums in sets.values()
        ]
        rows.append([label, *(cell for row in cells for cell in row)])
    return table(heads, rows)


def fields_table(sets: Sums, fields: Sequence[str]) -> str:
    """How often a field of a matched act is as coded, of how many; fields that the coder left null are not asked."""
    heads = ["field", *(head for name in sets for head in (f"{name}: asked", "as coded"))]
    rows = []
    for field in fields:
        cells = [[f"{sums.total(f'asked {field}'):.0f}", shown(sums.share((f"right {field}",), (f"asked {field}",)))]
                 for sums in sets.values()]  # fmt: skip
        rows.append([field.replace("_", " "), *(cell for row in cells for cell in row)])
    return table(heads, rows)


def sources_table(sets: Mapping[str, Sums], sources: Sequence[str]) -> str:
    """Core and strict figures by source type; `sets` maps a set's name to the sums of each source type in it."""
    heads = [
        "source",
        *(head for name in sets for head in (f"{name}: articles", "acts", "P", "R", "core F1", "strict F1")),
    ]
    rows = [
        [source, *(cell for sums in sets.values() for cell in _source_cells(sums.get(source)))] for source in sources
    ]
    return table(heads, rows)


def _source_cells(sums: Resampled | None) -> list[str]:
    if sums is None:
        return ["0", *[NOTHING] * 5]
    return [f"{sums.total('articles'):.0f}", *_set_cells(sums)[:-1]]


def bins_table(sets: Sums) -> str:
    """Ten bins of confidence: acts, their mean confidence, the share that is right."""
    heads = ["confidence", *(head for name in sets for head in (f"{name}: acts", "mean", "right"))]
    columns = [bins_of(sums) for sums in sets.values()]
    rows = []
    for number in range(BINS):
        cells = [cell for bins in columns for cell in _bin_cells(bins[number])]
        rows.append([f"{number / BINS:.1f}–{(number + 1) / BINS:.1f}", *cells])
    return table(heads, rows)


def _bin_cells(one: Bin | None) -> list[str]:
    return [str(one.acts), f"{one.mean:.2f}", shown(one.right)] if one else ["0", NOTHING, NOTHING]


def brier_lines(sets: Sums) -> str:
    """A sentence a set: its Brier score beside that of a confidence that is always the same."""
    lines = []
    for name, sums in sets.items():
        score, base = brier(sums)
        lines.append(f"- {name}: Brier score {_exact(score)}; always saying the share of right acts gives {base:.3f}.")
    return "\n".join(lines)


def _exact(figure: Figure | None) -> str:
    return f"{figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f})" if figure else NOTHING


def kept_table(sets: Mapping[str, Mapping[float, Resampled]]) -> str:
    """What is kept at some confidences: acts, how many of them are right, how many of the coded are found."""
    heads = ["at least", *(head for name in sets for head in (f"{name}: kept", "right", "found"))]
    floors = sorted({floor for rows in sets.values() for floor in rows})
    rows = []
    for floor in floors:
        cells = []
        for sums in (of[floor] for of in sets.values()):
            cells += [f"{sums.total('kept'):.0f}", *map(shown, sums.rates("core")[:2])]
        rows.append([f"{floor:g}", *cells])
    return table(heads, rows)


def promise(name: str, sums: Resampled) -> str:
    """Whether of the acts kept at 0.9 nine of ten are right."""
    right = sums.rates("core")[0]
    if right is None:
        return f"- {name}: no act has a confidence of {PROMISED}."
    says = "holds" if right.value >= PROMISED else "**does not hold**"
    if right.value < PROMISED <= right.high:
        says += ", though so few acts cannot settle it"
    kept = f"of the {sums.total('kept'):.0f} acts kept at {PROMISED}, {shown(right)} are right"
    return f"- {name}: {kept}: the promise of {PROMISED} {says}."


def put(page: str, name: str, part: str) -> str:
    """The page with the part between its markers. Raises ValueError where a marker is missing."""
    start = page.index(f"<!-- {name}: python quality/")
    start, end = page.index("-->", start) + 3, page.index(f"<!-- end of {name} -->", start)
    return f"{page[:start]}\n\n{part}\n\n{page[end:]}"
