"""A model is asked through a local server: retries, time-outs, fall-backs, repairs; nothing is lost."""

from __future__ import annotations

import json
import socket
import time
from email.utils import formatdate
from typing import Any

import pytest

from pledgebook.models import Reply
from pledgebook.problems import BadModel, BadSetting


def fine(text: str) -> str:
    return ""


def must_be_yes(text: str) -> str:
    return "" if text == "yes" else "it is not yes"


# --- a good answer ---------------------------------------------------------------------------------------


def test_the_answer_comes_with_its_tokens(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    player = play(answers.chat("yes", prompt_tokens=12, completion_tokens=3))
    model, slept = model_of(player.url)
    assert model.ask(ask(), fine) == Reply("yes", asked=1, tokens_in=12, tokens_out=3)
    assert slept == []


def test_the_question_has_model_turns_schema_and_no_chance(play: Any, model_of: Any, ask: Any) -> None:
    player = play("yes")
    model_of(player.url, answer_tokens=777)[0].ask(ask("Who?"), fine)
    body = player.asked[0]
    assert body["path"] == "/v1/chat/completions"
    assert (body["model"], body["temperature"], body["max_tokens"], body["stream"]) == ("small", 0, 777, False)
    assert body["messages"] == [{"role": "system", "content": "You code."}, {"role": "user", "content": "Who?"}]
    assert body["response_format"]["type"] == "json_schema"
    assert body["response_format"]["json_schema"]["strict"] is True


def test_an_endpoint_may_be_named_to_its_end(play: Any, model_of: Any, ask: Any) -> None:
    player = play("yes")
    model_of(f"{player.url}/chat/completions/")[0].ask(ask(), fine)
    assert player.asked[0]["path"] == "/v1/chat/completions"


def test_the_key_goes_along_where_there_is_one(
    play: Any, model_of: Any, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = play("yes")
    model_of(player.url, key_variable="MY_KEY")[0].ask(ask(), fine)
    monkeypatch.setenv("MY_KEY", " secret-1 ")
    model_of(player.url, key_variable="MY_KEY")[0].ask(ask(), fine)
    assert [headers.get("Authorization") for headers in player.headers] == [None, "Bearer secret-1"]


def test_tokens_are_estimated_where_the_server_does_not_count(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    reply = model_of(play(answers.chat("yes" * 8)).url)[0].ask(ask("x" * 391), fine)
    assert (reply.tokens_in, reply.tokens_out) == (100, 6)


@pytest.mark.parametrize("counted", [{"prompt_tokens": "many"}, {"prompt_tokens": -5}, {"prompt_tokens": 10**12}])
def test_a_count_that_cannot_be_is_not_believed(counted: Any, play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    reply = model_of(play(answers.chat("yes", **counted)).url)[0].ask(ask("x" * 391), fine)
    assert reply.tokens_in == 100


def test_parts_of_an_answer_are_put_together(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    parts = [{"type": "text", "text": "ye"}, {"type": "text", "text": "s"}]
    assert model_of(play(answers.chat(parts)).url)[0].ask(ask(), fine).text == "yes"


def test_many_are_asked_at_once_and_stay_in_order(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    def slow(body: dict[str, Any]) -> Any:
        words = body["messages"][-1]["content"]
        return answers.Answer(answers.chat(words).body, wait=0.02 * (int(words) % 3))

    player = play(slow)
    model, _ = model_of(player.url, concurrent=3)
    replies = model.ask_all([ask(str(n)) for n in range(12)], fine)
    assert [reply.text for reply in replies] == [str(n) for n in range(12)]
    assert 2 <= player.most_at_once <= 3


def test_no_chats_no_replies(model_of: Any) -> None:
    assert model_of("http://127.0.0.1:9/v1")[0].ask_all([], fine) == []


# --- asking again ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [("7", 7, 7), ("100000", 120, 120), ("soon", 0.5, 1), ("a day in 90 seconds", 1, 90)],
)
def test_too_many_questions_wait_as_long_as_the_server_says(
    header: str, least: float, most: float, play: Any, answers: Any, model_of: Any, ask: Any
) -> None:
    if header.startswith("a day"):  # made here, since collecting the tests may be long ago
        header = formatdate(time.time() + 90, usegmt=True)
    player = play(answers.error(429, "slow down", Retry_After=header), "yes")
    model, slept = model_of(player.url)
    assert model.ask(ask(), fine).text == "yes"
    assert len(slept) == 1
    assert least <= slept[0] <= most


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
def test_a_passing_fault_is_waited_out_longer_each_time(
    status: int, play: Any, answers: Any, model_of: Any, ask: Any
) -> None:
    player = play(answers.error(status, "busy"), answers.error(status, "busy"), "yes")
    model, slept = model_of(player.url)
    assert model.ask(ask(), fine).text == "yes"
    assert 0.5 <= slept[0] <= 1 <= slept[1] <= 2


@pytest.mark.parametrize(
    "body", [b"<html>Bad gateway</html>", b'{"choices": [', b"[]", b'{"choices": []}', b"[" * 9999]
)
def test_a_broken_answer_is_asked_for_again(body: bytes, play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    player = play(answers.Answer(body), "yes")
    assert model_of(player.url)[0].ask(ask(), fine).text == "yes"
    assert len(player.asked) == 2


def test_in_the_end_the_reply_says_why_there_is_none(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    player = play(answers.error(503, "the model is being loaded"))
    model, slept = model_of(player.url, retries=3)
    reply = model.ask(ask(), fine)
    assert reply == Reply(problem="it answered 503: the model is being loaded")
    assert (len(player.asked), len(slept)) == (4, 3)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "its answer is empty"), ("  ", "its answer is empty"), (7, "its answer is empty")],
)
def test_an_empty_answer_is_none(content: object, said: str, play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    assert model_of(play(answers.chat(content)).url, retries=0)[0].ask(ask(), fine).problem == said


def test_a_refusal_is_told_and_not_asked_again(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
    player = play(answers.Answer(json.dumps({"choices": [{"message": message}]}).encode()))
    assert model_of(player.url)[0].ask(ask(), fine).problem == "the model refuses: I cannot help with that."
    assert len(player.asked) == 1


@pytest.mark.parametrize("how", [{"wait": 5.0}, {"drip": 0.2}], ids=["silent", "dripping"])
def test_a_slow_answer_is_given_up(how: dict[str, float], play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    player = play(answers.Answer(answers.chat("yes").body, **how))
    begun = time.monotonic()
    reply = model_of(player.url, timeout=0.4, retries=0)[0].ask(ask(), fine)
    assert time.monotonic() - begun < 2
    assert reply.problem == "no answer within 0.4 seconds; raise llm.timeout if it is slow"


def test_a_huge_answer_is_given_up(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    player = play(answers.chat("x" * 5_000_000))
    assert model_of(player.url)[0].ask(ask(), fine).problem == "its answer has more than 2 MB"
    assert len(player.asked) == 1


# --- a server that cannot be asked at all ----------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_no_connection_stops_at_once(model_of: Any, ask: Any) -> None:
    model, slept = model_of(f"http://127.0.0.1:{free_port()}/v1")
    with pytest.raises(BadModel, match=r"the model small at http://127.*no connection.*is the server running there\?"):
        model.ask_all([ask(str(n)) for n in range(9)], fine)
    assert slept == []


@pytest.mark.parametrize(
    ("status", "message", "said"),
    [
        (401, "Incorrect API key provided: secret-1.", "does not accept the key .401: Incorrect API key provided: ..."),
        (403, "no access", "does not accept the key"),
        (404, "model 'small' not found, try pulling it first", "does not have this model"),
        (400, "The model `small` does not exist", "does not have this model"),
        (404, "page not found", "no chat interface; addresses mostly end in /v1"),
        (402, "Insufficient Balance", "wants to be paid first"),
        (429, "You exceeded your current quota (insufficient_quota)", "wants to be paid first"),
    ],
)
def test_what_holds_for_every_question_stops_the_run(
    status: int, message: str, said: str, play: Any, answers: Any, model_of: Any, ask: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("MY_KEY", "secret-1")
    player = play(answers.error(status, message))
    model, slept = model_of(player.url, key_variable="MY_KEY", concurrent=1)
    with pytest.raises(BadModel, match=said) as caught:
        model.ask_all([ask(str(n)) for n in range(5)], fine)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (len(player.asked), slept) == (1, [])


def test_a_missing_key_is_named(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    player = play(answers.error(401, "You didn't provide an API key."))
    with pytest.raises(BadModel, match="the environment variable NO_SUCH_KEY is not set"):
        model_of(player.url, key_variable="NO_SUCH_KEY")[0].ask(ask(), fine)


def test_a_redirect_does_not_get_the_key(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    other = play("yes")
    player = play(answers.Answer(status=307, headers={"Location": f"{other.url}/chat/completions"}))
    with pytest.raises(BadModel, match=r"it sends us to http.*; name that one"):
        model_of(player.url)[0].ask(ask(), fine)
    assert other.asked == []


def test_a_server_that_never_answers_is_given_up(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    player = play(answers.error(500, "out of memory"))
    model, _ = model_of(player.url, retries=0, concurrent=1)
    with pytest.raises(BadModel, match="out of memory"):
        model.ask_all([ask(str(n)) for n in range(20)], fine)
    assert len(player.asked) == 5


def test_a_fault_of_ours_is_raised_and_not_waited_for(play: Any, model_of: Any, ask: Any) -> None:
    def faulty(text: str) -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        model_of(play("yes").url)[0].ask_all([ask()], faulty)


def test_what_a_server_says_is_shown_short_and_plain(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    player = play(answers.error(500, "\x1b[31mfire\n\n" + "x" * 9999))
    problem = model_of(player.url, retries=0)[0].ask(ask(), fine).problem
    assert problem.startswith("it answered 500: [31mfire xxx")
    assert len(problem) < 350


# --- servers that want to be asked otherwise -------------------------------------------------------------


def only(error: Any, *formats: str) -> Any:
    """A server that takes only these kinds of response_format, "none" being the lack of it."""

    def answer(body: dict[str, Any]) -> Any:
        wanted = body.get("response_format", {"type": "none"})["type"]
        return "yes" if wanted in formats else error(400, f"'response_format.type' {wanted} is unavailable now")

    return answer


@pytest.mark.parametrize(
    ("takes", "requests"), [(("json_schema",), 1), (("json_object",), 2), (("none", "text"), 3)], ids=str
)
def test_a_server_without_schema_is_told_it_in_words(
    takes: tuple[str, ...], requests: int, play: Any, answers: Any, model_of: Any, ask: Any
) -> None:
    player = play(only(answers.error, *takes))
    model, slept = model_of(player.url)
    assert model.ask(ask("one"), fine).text == "yes"
    assert (len(player.asked), slept) == (requests, [])
    system = player.asked[-1]["messages"][0]["content"]
    assert ("JSON Schema" in system) == (requests > 1)
    assert model.ask(ask("two"), fine).text == "yes"
    assert len(player.asked) == requests + 1, "it remembers how the server likes to be asked"


def test_a_server_that_takes_nothing_is_told(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    assert "is unavailable now" in model_of(play(only(answers.error)).url)[0].ask(ask(), fine).problem


@pytest.mark.parametrize(
    ("message", "absent", "present"),
    [
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.", "max_tokens", "max_completion_tokens"),
        ("Unsupported value: 'temperature' does not support 0.", "temperature", "max_tokens"),
    ],
)
def test_a_parameter_that_is_not_taken_is_left_out(
    message: str, absent: str, present: str, play: Any, answers: Any, model_of: Any, ask: Any
) -> None:
    player = play(lambda body: answers.error(400, message) if absent in body else "yes")
    assert model_of(player.url)[0].ask(ask(), fine).text == "yes"
    assert present in player.asked[-1]
    assert player.asked[-1]["response_format"]["type"] == "json_schema"


def test_one_bad_question_does_not_change_how_the_others_are_asked(
    play: Any, answers: Any, model_of: Any, ask: Any
) -> None:
    player = play(lambda body: answers.error(400, "no") if "bad" in str(body["messages"]) else "yes")
    model, _ = model_of(player.url)
    assert model.ask(ask("one"), fine).text == "yes"
    assert model.ask(ask("bad"), fine).problem == "it answered 400: no"
    assert model.ask(ask("two"), fine).text == "yes"
    assert player.asked[-1]["response_format"]["type"] == "json_schema"


def test_a_question_that_only_a_weaker_form_brings_through_is_one_question(
    play: Any, answers: Any, model_of: Any, ask: Any
) -> None:
    def odd(body: dict[str, Any]) -> Any:
        strict = body.get("response_format", {}).get("type") == "json_schema"
        return answers.error(400, "no") if strict and "bad" in str(body["messages"]) else "yes"

    player = play(odd)
    model, _ = model_of(player.url)
    assert [model.ask(ask(words), fine).text for words in ("one", "bad", "two")] == ["yes"] * 3
    assert player.asked[-1]["response_format"]["type"] == "json_schema"


def test_a_text_that_is_too_long_says_what_to_do(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    player = play(answers.error(400, "This model's maximum context length is 4096 tokens."))
    assert "lower llm.chunk_tokens" in model_of(player.url)[0].ask(ask(), fine).problem
    assert len(player.asked) == 1


# --- one repair ------------------------------------------------------------------------------------------


def test_a_wrong_answer_is_asked_to_be_put_right_once(play: Any, model_of: Any, ask: Any) -> None:
    player = play("no", "yes")
    reply = model_of(player.url)[0].ask(ask(), must_be_yes)
    assert reply == Reply("yes", asked=2, tokens_in=2000, tokens_out=100)
    assert [turn["role"] for turn in player.asked[1]["messages"]] == ["system", "user", "assistant", "user"]
    assert "it is not yes" in player.asked[1]["messages"][-1]["content"]


def test_twice_wrong_is_told_with_the_words_that_came(play: Any, model_of: Any, ask: Any) -> None:
    player = play("no")
    reply = model_of(player.url)[0].ask(ask(), must_be_yes)
    assert (reply.text, reply.problem, len(player.asked)) == ("no", "it is not yes", 2)


def test_a_repair_that_fails_leaves_the_first_answer(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    reply = model_of(play("no", answers.error(500, "busy")).url, retries=0)[0].ask(ask(), must_be_yes)
    assert (reply.text, reply.problem) == ("no", "it is not yes")


def test_an_answer_that_was_cut_off_gets_more_room(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    player = play(answers.chat("y", finish="length"), "yes")
    assert model_of(player.url, answer_tokens=500)[0].ask(ask(), must_be_yes).text == "yes"
    assert [body["max_tokens"] for body in player.asked] == [500, 1000]
    assert len(player.asked[1]["messages"]) == 2


def test_an_answer_that_is_cut_off_again_says_what_to_do(play: Any, answers: Any, model_of: Any, ask: Any) -> None:
    reply = model_of(play(answers.chat("y", finish="length")).url, answer_tokens=500)[0].ask(ask(), must_be_yes)
    assert reply.problem.startswith("the answer was cut off after 1000 tokens; raise llm.answer_tokens")


# --- answers that are kept -------------------------------------------------------------------------------


def test_the_same_question_is_paid_for_once(play: Any, model_of: Any, ask: Any, tmp_path: Any) -> None:
    player = play("yes")
    settings = {"cache": str(tmp_path / "kept")}
    first = model_of(player.url, **settings)[0].ask(ask(), must_be_yes)
    again = model_of(player.url, **settings)[0].ask(ask(), must_be_yes)
    assert (first.cached, again) == (False, Reply("yes", cached=True))
    assert len(player.asked) == 1
    model_of(player.url, **settings)[0].ask(ask("Another article."), must_be_yes)
    assert len(player.asked) == 2


def test_a_bad_answer_is_not_kept(play: Any, model_of: Any, ask: Any, tmp_path: Any) -> None:
    player = play("no", "no", "yes")
    model, _ = model_of(player.url, cache=str(tmp_path))
    assert model.ask(ask(), must_be_yes).problem
    assert list(tmp_path.rglob("*.json")) == []
    assert model.ask(ask(), must_be_yes).text == "yes"


@pytest.mark.parametrize("left", ["", "{", "[]", '{"text": 7}', '{"text": "no"}'])
def test_a_damaged_file_is_as_good_as_none(left: str, play: Any, model_of: Any, ask: Any, tmp_path: Any) -> None:
    player = play("yes")
    model, _ = model_of(player.url, cache=str(tmp_path))
    model.ask(ask(), must_be_yes)
    (file,) = tmp_path.rglob("*.json")
    file.write_text(left, encoding="utf-8")
    assert model.ask(ask(), must_be_yes).text == "yes"
    assert len(player.asked) == 2


def test_the_key_is_not_kept(
    play: Any, model_of: Any, ask: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_KEY", "secret-1")
    model_of(play("yes").url, cache=str(tmp_path), key_variable="MY_KEY")[0].ask(ask(), fine)
    (file,) = tmp_path.rglob("*.json")
    assert "secret" not in file.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_named(play: Any, model_of: Any, ask: Any, tmp_path: Any) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BadSetting, match=r"llm\.cache: .*file.* cannot be written"):
        model_of(play("yes").url, cache=str(tmp_path / "file"))[0].ask(ask(), fine)
