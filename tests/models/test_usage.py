"""What was asked and what it cost."""

from pledgebook.models import Reply, Usage


def test_tokens_are_added_up_and_priced() -> None:
    usage = Usage("small", price_in=2.0, price_out=10.0)
    for reply in (
        Reply("a", asked=1, tokens_in=400_000, tokens_out=20_000),
        Reply("b", cached=True),
        Reply(problem="no answer", tokens_in=100_000),
    ):
        usage.count(reply)
    assert usage.cost == 1.2
    assert usage.in_words() == (
        "small: 3 questions (1 answered by the cache), 1 not answered well, "
        "500,000 tokens in, 20,000 tokens out, cost 1.2000"
    )
    assert usage.to_json() == {
        "model": "small", "questions": 3, "cached": 1, "failed": 1, "tokens_in": 500_000, "tokens_out": 20_000,
        "cost": 1.2,
    }  # fmt: skip


def test_without_prices_no_cost_is_told() -> None:
    usage = Usage("small")
    usage.count(Reply("a", asked=1, tokens_in=10, tokens_out=2))
    assert usage.in_words() == "small: 1 question, 10 tokens in, 2 tokens out"
    assert usage.fresh() == Usage("small")
