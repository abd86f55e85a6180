"""The review desk: what waits, one entry at a time, with one key each for accept, reject, split, join and next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pledgebook.book import Decision, Filters, Line, Told
from pledgebook.book.browsing import ToldArticle
from pledgebook.book.desk import Desk
from pledgebook.book.queueing import URGENCIES
from pledgebook.by_hand import SAYABLE
from pledgebook.codebook import KINDS
from pledgebook.problems import Overtaken
from pledgebook.web import asked
from pledgebook.web.entry import lineages_of
from pledgebook.web.forms import Form, form_of, go, needs, tell
from pledgebook.web.marking import Block, blocks_near
from pledgebook.web.rendering import render
from pledgebook.web.wording import address, who

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

QUEUE = asked.Parameter("queue", "choice", "In which order entries wait.", URGENCIES)
NEAR_DAYS, NEAR = 60, 6  # days around an entry in which others may be the same act; how many are shown
ARTICLES = 4  # whose words are shown
WHY = {
    "accept": "",
    "reject": "no act of the codebook",
    "split": "these tell of another act",
    "join": "both tell of one act",
}
DONE = {"accept": "Accepted", "reject": "Rejected", "split": "Split", "join": "Joined", "correct": "Corrected"}
MODALITIES = ("asserted", "planned", "conditional", "denied")


@dataclass(frozen=True, slots=True)
class Shown:
    """An article with the paragraphs in which an entry's acts stand."""

    told: ToldArticle
    blocks: list[Block]
    acts: tuple[str, ...]


def desk(request: Request) -> Response:
    """The entry that is asked for, or the next that waits."""
    person = needs(request, "reader")
    query, state = request.query_params, request.app.state
    urgency = asked.value_of(QUEUE, query.get("queue", "")) or "confidence"
    name = query.get("entry", "") or state.queues.next(urgency, person.name, query.get("after", ""))
    common = {"queue": urgency, "queues": URGENCIES, "made": state.desk.reviews(limit=8)}
    if not name:
        return render(request, "review_done.html", common)
    told = state.desk.book.entry(name)
    others = state.queues.others(told.line.id, person.name)
    state.queues.look(told.line.id, person.name)
    return render(request, "review.html", {**common, **context(state.desk, told), "others": others,
                                           "may": person.may("reviewer")})  # fmt: skip


def context(desk: Desk, told: Told) -> dict[str, Any]:
    """What the page of an entry shows, whoever looks at it."""
    return {
        "told": told,
        "line": told.line,
        "seen": desk.seen(told.line.id),
        "shown": _articles(desk, told),
        "lineages": lineages_of(told.tellings),
        "near": _near(desk, told.line),
        "why": WHY,
        "sayable": SAYABLE,
        "kinds": KINDS,
        "modalities": MODALITIES,
    }


def _articles(desk: Desk, told: Told) -> list[Shown]:
    """The first article of each lineage, with the paragraphs around the acts of this entry."""
    found = []
    for lineage in lineages_of(told.tellings)[:ARTICLES]:
        article = desk.article(lineage.first.source.id)
        acts = tuple(telling.act for telling in lineage.own)
        numbers = {n for n, here in enumerate(article.acts, 1) if here.id in acts}
        found.append(Shown(article, blocks_near(article, numbers), acts))
    return found


def _near(desk: Desk, line: Line) -> list[Line]:
    """Entries of the same two parties around the same day, which may be the same act."""
    if not line.day or not line.acts:
        return []
    giver, taker = (line.target, line.actor) if line.kind == "request" else (line.actor, line.target)
    filters: Filters = {}
    if giver:
        filters["donor"] = giver[0]
    if taker:
        filters["recipient"] = taker[0]
    if not filters:
        return []
    filters["since"], filters["until"] = line.day - timedelta(NEAR_DAYS), line.day + timedelta(NEAR_DAYS)
    rows = desk.book.entries(limit=NEAR + 4, **filters)
    return [row for row in rows if row.id != line.id and not row.inferred][:NEAR]


async def decide(request: Request) -> Response:
    """Stores a decision, and goes on to the next entry; where somebody was quicker, to the entry as it is now."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request, "reviewer")
    return await run_in_threadpool(_decide, request, form)


def _decide(request: Request, form: Form) -> Response:
    desk: Desk = request.app.state.desk
    action: Any = form.get("action")
    decision = Decision(
        action=action,
        entry=form.get("entry"),
        by=form.person.name,
        why=form.get("why") or WHY.get(action, ""),
        acts=tuple(form.all("acts")) if action == "split" else (),
        other=(form.get("other_id") or form.get("other")) if action == "join" else "",
    )
    return carry_out(request, form, desk, decision)


def carry_out(request: Request, form: Form, desk: Desk, decision: Decision) -> Response:
    """Carries a decision out on the state that its form was made of, and tells what happened."""
    from pledgebook.web.guards import int_or

    before = desk.book.entry(decision.entry).line
    here = address("/review", entry=before.id, queue=form.get("queue"))
    try:
        done = desk.review(decision, int_or(form.get("seen"), 0))
    except Overtaken as problem:
        tell(request, f"Nothing was written: this entry was changed by {problem.by} while you looked at it. "
                      "Here it is as it is now.", bad=True)  # fmt: skip
        return go(here)
    tell(request, f"{DONE[decision.action]}: {who(before)}.", undo=done.number, entry=done.entry,
         back=address("/review", entry=done.entry, queue=form.get("queue")))  # fmt: skip
    if decision.action == "correct":
        return go(address("/review", entry=done.entry, queue=form.get("queue")))
    return go(address("/review", queue=form.get("queue"), after=before.id))


async def undo(request: Request) -> Response:
    """Takes back the review that is named, or one's own last one."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request, "reviewer")
    return await run_in_threadpool(_undo, request, form)


def _undo(request: Request, form: Form) -> Response:
    from pledgebook.web.guards import int_or

    desk: Desk = request.app.state.desk
    number = int_or(form.get("number"), 0)
    made = {one.number: one for one in desk.reviews("" if form.person.may("admin") else form.person.name, 500)}
    if number not in made:
        tell(request, "That review cannot be taken back: it stands no more, or it is somebody else’s.", bad=True)
        return go(form.get("back") or "/review")
    try:
        name = desk.take_back(number, form.person.name)
    except Overtaken as problem:
        tell(request, str(problem), bad=True)
        return go("/review")
    tell(request, f"Taken back: {made[number].action}.", entry=name)
    return go(address("/review", entry=name, queue=form.get("queue")))
