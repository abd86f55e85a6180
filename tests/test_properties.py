"""What must hold of every reading, tried on made-up articles (hypothesis)."""

from contextlib import suppress
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook import Act, BadInput, Reading, read_article

DONORS = ("Norway", "Japan", "the European Union", "Tokyo", "Canada's government", "The World Bank")
TAKERS = ("Mozambique", "Ukraine", "Kenya", "the Philippines", "Sudan")
SUMS = ("$60 million", "40 million euros", "as much as US$1.2-1.5 billion", "Rs 500 crore", "250 million kroner")
DAYS = ("on Thursday", "last week", "on 12 March 2024", "in January", "earlier this month")
TEMPLATES = (
    "{donor} will give {taker} {sum} after the floods, a spokesman said {day}.",
    "{donor} has sent 12 boats and 4,000 tents to {taker}, which arrived {day}.",
    "{donor} approved {sum} in loans for {taker} {day}, doubling its total to {sum}.",
    "{taker} asked {donor} for {sum} {day}.",
    "{donor} imposed an asset freeze on four officials of {taker} {day}.",
    "{donor} suspended its aid to {taker} {day} – worth {sum} – over unpaid debts.",
    "“We will not look away,” a minister of {donor} said. It pledged {sum}.",
    "The talks on fishing went on until late {day}; nobody spoke to the press.",
)
GROUND = (
    "The meeting was held in a hotel by the lake, and the speakers were many. People had come from all over the "
    "country to hear what would be said about the winter, the roads and the price of bread."
)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

sentences = st.builds(
    lambda template, donor, taker, amount, day: template.format(donor=donor, taker=taker, sum=amount, day=day),
    *(st.sampled_from(words) for words in (TEMPLATES, DONORS, TAKERS, SUMS, DAYS)),
)
paragraphs = st.lists(sentences, min_size=1, max_size=3).map(" ".join)
stories = st.lists(paragraphs, min_size=1, max_size=4).map(lambda parts: "\n\n".join([GROUND, *parts]))
days = st.dates(date(2015, 1, 1), date(2026, 1, 1))
# words that no language and no lexicon has
nonsense_words = st.text("bdfgkqvxz", min_size=4, max_size=9)
nonsense = st.lists(nonsense_words, min_size=4, max_size=15).map(lambda words: " ".join(words).capitalize() + ".")


def bare(act: Act) -> tuple[object, ...]:
    """What an act says and where, without what depends on its place: offsets, confidence, day, speaker, type of aid."""
    quotes = sorted({quote.text for quote in act.evidence})
    return act.kind, act.actor, act.target, act.beneficiary, act.amount, act.items, act.modality, quotes


def bare_acts(reading: Reading) -> list[tuple[object, ...]]:
    return sorted(map(bare, reading.acts), key=repr)


@QUICK
@given(stories, days)
def test_every_quotation_and_every_span_is_in_its_text(story: str, day: date) -> None:
    reading = read_article(story, title="Aid after the floods", date=day.isoformat())
    for act in reading.acts:
        assert act.evidence
        for quote in (*act.evidence, *(said.quote for said in act.said)):
            assert reading.article.part(quote.part)[quote.start : quote.end] == quote.text != ""
    for doubt in reading.article.doubts:
        for quote in doubt.quotes:
            assert reading.article.part(quote.part)[quote.start : quote.end] == quote.text
    for out in reading.left_out:
        if out.quote:
            assert reading.article.part(out.quote.part)[out.quote.start : out.quote.end] == out.quote.text


@QUICK
@given(stories, days)
def test_every_value_has_a_span_that_says_it(story: str, day: date) -> None:
    for act in read_article(story, date=day.isoformat()).acts:
        spans = {said.field for said in act.said}
        assert not act.amount or any(field.startswith("amount") for field in spans)
        assert not act.actor or "actor" in spans
        assert not act.items or any(field.startswith("item") for field in spans)


@QUICK
@given(stories, days)
def test_reading_is_deterministic(story: str, day: date) -> None:
    first, second = (read_article(story, date=day.isoformat()) for _ in range(2))
    assert first == second


@QUICK
@given(stories, days)
def test_reading_what_was_stored_changes_nothing(story: str, day: date) -> None:
    first = read_article(story, date=day.isoformat())
    second = read_article(first.article.text, date=day.isoformat())
    assert second.article.text == first.article.text
    assert second.acts == first.acts


@QUICK
@given(stories, days, nonsense, st.integers(1, 5))
def test_a_paragraph_of_nonsense_keeps_the_acts(story: str, day: date, words: str, place: int) -> None:
    parts = story.split("\n\n")
    parts.insert(place, words)
    plain = read_article(story, date=day.isoformat())
    with_more = read_article("\n\n".join(parts), date=day.isoformat())
    assert bare_acts(with_more) == bare_acts(plain)


@QUICK
@given(stories, days)
def test_dates_are_whole_and_in_order(story: str, day: date) -> None:
    reading = read_article(story, date=day.isoformat())
    assert reading.article.claimed_date == day
    for act in reading.acts:
        if act.date:
            assert act.date.start <= act.date.end
            assert act.date.days <= timedelta(days=366 * 30).days


def test_the_made_up_articles_have_acts() -> None:
    """Else the properties above would hold of nothing."""
    found = 0
    for template in TEMPLATES[:7]:
        sentence = template.format(donor="Norway", taker="Mozambique", sum="$60 million", day="on Thursday")
        found += bool(read_article(f"{GROUND}\n\n{sentence}", date="2024-03-14").acts)
    assert found >= 5


@QUICK
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BadInput):
        assert isinstance(read_article(text), Reading)
