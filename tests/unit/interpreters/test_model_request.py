"""What a language model is asked keeps to what the strictest server takes, and its answer is read without trust."""

import copy
import json
from typing import Any

import pytest

from bot.interpreters.model_request import claims_in, interpretation_request, lines_in, summary_request
from bot.sandbox.language_model import MODEL, BadRequestError, StandIn, check
from bot.understanding.borne_out import Claim
from tests.builders import shipped
from tests.unit.understanding.test_borne_out import typed

LOCALES = ("en", "fr", "es", "sv")


def body(text: str = "the phones ring off the hook", locale: str = "en", audience: str = "b2b") -> dict[str, Any]:
    message = typed(text, "need" if audience == "b2b" else "use", locale, audience)
    return interpretation_request(shipped(), message, text).body(MODEL)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("audience", ["b2b", "b2c"])
def test_a_strict_server_takes_what_it_is_asked(locale: str, audience: str) -> None:
    check(body(locale=locale, audience=audience), model=MODEL)
    check(summary_request({"answers": {}}, language="French").body(MODEL), model=MODEL)


def _changed(**change: Any) -> dict[str, Any]:
    return {**body(), **change}


def _with_schema(change: Any) -> dict[str, Any]:
    changed = copy.deepcopy(body())
    change(changed["response_format"]["json_schema"]["schema"])
    return changed


REFUSED = [
    _changed(model="gpt-9"),
    _changed(temperature=1),
    _changed(messages=[]),
    _changed(messages=[{"role": "stranger", "content": "hi"}]),
    _changed(tools=[]),
    _changed(response_format={"type": "json_object"}),
    _with_schema(lambda schema: schema.pop("additionalProperties")),
    _with_schema(lambda schema: schema["required"].pop()),
    _with_schema(lambda schema: schema["properties"].update(more={"type": "string"})),
    _with_schema(lambda schema: schema["properties"]["topics"]["items"].update(enum=[])),
    _with_schema(lambda schema: schema["properties"]["topics"].update(type="set")),
]


@pytest.mark.parametrize("refused", REFUSED)
def test_the_stand_in_refuses_what_a_strict_server_would(refused: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError):
        check(refused, model=MODEL)


def test_no_option_that_ends_the_conversation_is_offered() -> None:
    told = json.dumps(body())
    assert "founder" in told
    assert "student" not in json.loads(body()["messages"][1]["content"])["questions"]["role"]["options"]


def test_nothing_of_the_prospect_but_the_message_is_shown() -> None:
    shown = json.loads(body()["messages"][1]["content"])
    assert set(shown) == {"language", "asked", "questions", "topics", "message"}


ODD = ["", "no", "[]", "12", "null", '{"answers": ', "[" * 100_000]


@pytest.mark.parametrize("answer", ODD)
def test_what_is_no_object_is_no_answer(answer: str) -> None:
    for read in (claims_in, lines_in):
        with pytest.raises(ValueError, match=r"."):
            read(answer)


def test_what_does_not_keep_to_the_schema_is_left_out() -> None:
    odd = {
        "answers": {
            "need": {"value": "sales", "quote": "ring"},
            "role": "founder",
            "budget": {"value": True, "quote": "x"},
            "timeline": {"value": ["now"], "quote": "x"},
            "company_size": {"value": 5, "quote": 5},
            "company": {"quote": "Acme"},
        },
        "wish": "stop",
        "topics": ["pricing", 7, None],
        "said": "Dear customer",
    }
    claims = claims_in(json.dumps(odd))
    assert claims.answers == {"need": Claim("sales", "ring"), "company": Claim("Acme", "Acme")}
    assert (claims.wish, claims.topics) == (None, ("pricing",))


@pytest.mark.parametrize("odd", [{"answers": []}, {"answers": None, "topics": {}}, {}, {"wish": {"value": 1}}])
def test_an_answer_of_another_shape_claims_nothing(odd: dict[str, Any]) -> None:
    claims = claims_in(json.dumps(odd))
    assert (claims.answers, claims.wish, claims.topics) == ({}, None, ())


def test_the_same_question_has_the_same_answer() -> None:
    stand_in, asked = StandIn(), body("our clients call and nobody helps the customers")
    assert stand_in.answer(asked) == stand_in.answer(asked)
