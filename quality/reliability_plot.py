"""The reliability plot: the share of acts that are right against their confidence, as an SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from calibration import Bin

FEWEST = 10  # acts that a bin must have to be drawn
SIDE = 360  # pixels
COLOURS = ("#14466f", "#d9822b")


def draw(sets: Mapping[str, Sequence[Bin | None]], path: Path) -> None:
    """Writes the plot of one or two sets of bins, by name. Needs the extra `web`."""
    import vl_convert

    path.write_text(vl_convert.vegalite_to_svg(chart_of(sets).to_dict()), encoding="utf-8")


def chart_of(sets: Mapping[str, Sequence[Bin | None]]) -> Any:
    """A diagonal, on which points lie where a confidence is true, and for each bin a point with its interval."""
    import altair

    alt: Any = altair  # its constructors are untyped
    rows = [row for name, bins in sets.items() for row in rows_of(name, bins)]
    share = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("mean:Q", scale=share, axis=alt.Axis(title="confidence", format=".1f", tickCount=10))
    y = alt.Y("right:Q", scale=share, axis=alt.Axis(title="share of acts that are right", format=".1f", tickCount=10))
    colour = alt.Color("set:N", sort=list(sets), scale=alt.Scale(domain=list(sets), range=list(COLOURS[: len(sets)])),
                       legend=alt.Legend(title=None, orient="top-left", padding=8))  # fmt: skip
    true = alt.Chart(alt.Data(values=[{"mean": 0, "right": 0}, {"mean": 1, "right": 1}]))
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, color=colour)
    layers = (
        true.mark_line(color="#8a949e", strokeDash=[4, 4], strokeWidth=1).encode(x=x, y=y),
        base.mark_rule(opacity=0.6).encode(y=alt.Y("low:Q", scale=share), y2="high:Q"),
        base.mark_line(strokeWidth=1.5).encode(y=y),
        base.mark_point(filled=True, size=55, opacity=1).encode(y=y),
    )
    chart = alt.layer(*layers).properties(width=SIDE, height=SIDE, background="white", padding=12)
    return chart.configure(font="sans-serif").configure_view(stroke=None).configure_axis(gridColor="#e6eaee")


def rows_of(name: str, bins: Sequence[Bin | None]) -> list[dict[str, Any]]:
    """The bins with enough acts, as rows of the plot."""
    return [
        {"set": name, "mean": one.mean, "right": one.right.value, "low": one.right.low, "high": one.right.high}
        for one in bins
        if one and one.acts >= FEWEST
    ]
