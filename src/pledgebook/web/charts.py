"""Totals as an SVG drawn on the server by Altair: three nested bars for pledged, committed and delivered.

A picture says its unit, from when its rates are and what is not in it; the table beneath it holds the same figures.
Drawn for light and dark, wide and narrow; kept while the book stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pledgebook.book import TotalLine
from pledgebook.problems import BadSetup
from pledgebook.web import asked
from pledgebook.web.wording import line_name, short

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

BARS, MONTHS = 12, 36
NAME = 48  # letters of a name
STAGES = ("pledged", "committed", "delivered")
WIDTHS = (1.0, 0.64, 0.3)  # of the room that a bar has, from pledged to delivered
INK = {"light": "#1d2733", "dark": "#dfe6ee"}
FAINT = {"light": "#d9e0e7", "dark": "#334150"}
FILL = {"light": ("#b9d3ea", "#5b93c4", "#14466f"), "dark": ("#35506a", "#5f97c9", "#cfe4f7")}
FONT = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
UNITS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1.0, ""))


@dataclass(frozen=True, slots=True)
class Look:
    """For which background, and how many pixels wide."""

    theme: str = "light"
    narrow: bool = False

    @property
    def width(self) -> int:
        return 330 if self.narrow else 720


THEME = asked.Parameter("theme", "choice", "For which background.", tuple(INK))
NARROW = asked.Parameter("narrow", "flag", "For a narrow screen.")


def totals_svg(request: Request) -> Response:
    """The chart of the totals that the address asks for."""
    from starlette.responses import Response

    from pledgebook.web.totals import by_of, currency_of, lines_of

    query = request.query_params
    look = Look(asked.value_of(THEME, query.get("theme", "")) or "light",
                bool(asked.value_of(NARROW, query.get("narrow", ""))))  # fmt: skip
    by, currency = by_of(query), currency_of(query)
    drawn = picture(request.app.state, by, currency, lines_of(request), look)
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=60"})


def picture(state: Any, by: str, currency: str, lines: list[TotalLine], look: Look) -> str:
    """The picture of these lines, kept while the book stays as it is."""
    shown = months_of(lines) if by == "month" else lines[:BARS]
    key = ("chart", by, currency, look, tuple(map(repr, shown)))
    drawn: str = state.kept.get(key, lambda: draw(shown, by, currency, look))
    return drawn


def months_of(lines: Sequence[TotalLine]) -> list[TotalLine]:
    """The last months, in order; what has no day has no place among them."""
    dated = [line for line in lines if line.value["month"]]
    return sorted(dated[:MONTHS], key=lambda line: line.value["month"])


def draw(lines: Sequence[TotalLine], by: str, currency: str, look: Look) -> str:
    """The picture. Raises BadSetup where the libraries are not installed."""
    alt, to_svg = _libraries()
    most = max((line.pledged for line in lines), default=0.0)
    size, word = next(unit for unit in UNITS if most >= unit[0] or unit[0] == 1.0)
    unit = f"{word} {currency}".strip()
    rows = [
        {"name": _name(by, line), "stage": stage, "value": getattr(line, stage) / size}
        for line in lines
        for stage in STAGES
    ]
    chart = _months(alt, rows, unit, look) if by == "month" else _bars(alt, rows, unit, look)
    svg: str = to_svg(_styled(chart, look).to_dict(validate=False))
    return svg


@cache
def _libraries() -> tuple[Any, Any]:
    try:
        import altair
        import vl_convert
    except ImportError as error:
        raise BadSetup('charts need altair; install them with: pip install "pledgebook[web]"') from error
    return altair, vl_convert.vegalite_to_svg


def _name(by: str, line: TotalLine) -> str:
    return short(line_name(line.value[by], by), NAME)


def _layers(alt: Any, rows: list[dict[str, Any]], look: Look, room: float) -> list[Any]:
    """One layer a stage, each thinner than the one behind it, with one legend for all."""
    scale = alt.Scale(domain=list(STAGES), range=list(FILL[look.theme]))
    colour = alt.Color("stage:N", scale=scale, legend=alt.Legend(title=None, orient="top"), sort=list(STAGES))
    layers = []
    for stage, share in zip(STAGES, WIDTHS, strict=True):
        values = [row for row in rows if row["stage"] == stage]
        bars = alt.Chart(alt.Data(values=values)).mark_bar(size=max(1.0, room * share), cornerRadiusEnd=1)
        layers.append(bars.encode(color=colour))
    return layers


def _bars(alt: Any, rows: list[dict[str, Any]], unit: str, look: Look) -> Any:
    step = 26
    names = list(dict.fromkeys(row["name"] for row in rows))
    axis = alt.Axis(labelLimit=110 if look.narrow else 190, title=None, ticks=False, domain=False, labelPadding=6)
    y = alt.Y("name:N", sort=names, axis=axis)
    x = alt.X("value:Q", axis=alt.Axis(title=unit, tickCount=4 if look.narrow else 6, domain=False, ticks=False))
    layers = [layer.encode(x=x, y=y) for layer in _layers(alt, rows, look, step * 0.7)]
    width = look.width - (125 if look.narrow else 210)
    return alt.layer(*layers).properties(width=width, height=max(1, len(names)) * step)


def _months(alt: Any, rows: list[dict[str, Any]], unit: str, look: Look) -> Any:
    names = list(dict.fromkeys(row["name"] for row in rows))
    width = look.width - 60
    labels = names[:: max(1, round(len(names) / (width / 60)))]
    axis = alt.Axis(title=None, labelAngle=0, values=labels, ticks=False, labelPadding=6, labelOverlap=True)
    x = alt.X("name:N", sort=names, axis=axis)
    y = alt.Y("value:Q", axis=alt.Axis(title=unit, tickCount=4, domain=False, ticks=False))
    room = width / max(1, len(names)) * 0.8
    return alt.layer(*(layer.encode(x=x, y=y) for layer in _layers(alt, rows, look, min(room, 28.0)))).properties(
        width=width, height=180
    )


def _styled(chart: Any, look: Look) -> Any:
    ink, faint = INK[look.theme], FAINT[look.theme]
    return (
        chart.configure(background="transparent", font=FONT, padding=4)
        .configure_view(stroke=None)
        .configure_axis(labelColor=ink, titleColor=ink, gridColor=faint, domainColor=faint, labelFontSize=12,
                        titleFontSize=12, titleFontWeight="normal")
        .configure_legend(labelColor=ink, labelFontSize=12, symbolType="square", padding=0, offset=8)
    )  # fmt: skip
