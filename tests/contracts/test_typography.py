"""Texts are set as each language sets them, and say alike what they promise, whichever playbook they are in."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.settings import SHIPPED_TEMPLATES

_FILLED = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
_TAG = re.compile(r"</?[a-z][^>]*>")
_FRENCH = re.compile(r"[ \w][:;?!»](?!\w|//)|«[ \w]")
"""A sign without an unbreakable space before it; one within an address or an hour is none of these."""


def shown(language: str) -> Iterator[tuple[str, str]]:
    """Yield what prospects read, by where it stands."""
    files = [file for file in sorted(SHIPPED_TEMPLATES.rglob(f"texts/{language}.yaml")) if "desk" not in file.parts]
    assert files
    for file in files:
        content = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        yield from _texts(content, f"{file.relative_to(SHIPPED_TEMPLATES)}")


def _texts(content: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from _texts(value, f"{path} {key}")
        elif isinstance(value, str):
            yield f"{path} {key}", _TAG.sub("", _FILLED.sub("0", value))


def test_no_french_sign_can_come_to_stand_alone_on_a_line() -> None:
    assert [(path, text) for path, text in shown("fr") if _FRENCH.search(text)] == []


def test_what_spanish_asks_and_exclaims_has_both_its_signs() -> None:
    lone = [(path, text) for path, text in shown("es") if any(text.count(a) != text.count(b) for a, b in ("¿?", "¡!"))]
    assert lone == []


@pytest.mark.parametrize("language", ["en", "fr", "es", "sv"])
def test_quotation_marks_and_apostrophes_are_those_of_print(language: str) -> None:
    typed = re.compile(r"\"|\w'\w|\.\.\.")
    assert [(path, text) for path, text in shown(language) if typed.search(text)] == []


@pytest.mark.parametrize("language", ["en", "fr", "es", "sv"])
def test_an_option_reads_within_a_sentence_without_a_capital(language: str) -> None:
    names = ("Excel",)
    for path, text in shown(language):
        if " read_back " in path and not text.startswith(names):
            assert not text[0].isupper(), path


def test_whoever_has_left_a_number_is_promised_a_call_wherever_somebody_is_promised() -> None:
    for script in sorted(SHIPPED_TEMPLATES.rglob("playbooks/*/script.yaml")):
        if "  phone:" not in script.read_text(encoding="utf-8"):
            continue
        for file in sorted(script.parent.glob("texts/*.yaml")):
            closings = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))["closing"]
            assert [name for name in ("hot", "lukewarm") if "{% if phone %}" not in closings[name]] == [], file


NEVER_AGAIN = {
    "en": """Came by | puts something into the cart | limit on who they are | Five minutes’ reading | works without us
        | we’re fine without | It spares you explaining | Telling customers when | in the field and month
        | Stands, sponsoring | In the next weeks | ends all messages""",
    "fr": """arrête tous les messages | À peu près suffit | vaut la peine à 500 | passer chaque question
        | Vos réponses sont en sécurité | le matériel qui vous vont | répond encore | nouvelles places s’ouvrent""",
    "es": """detiene todos los mensajes | Puede ser con un botón | Hace falta el propio | se ve si podemos
        | Elegir o responder aquí | Qué le ayudaría más | un día con nuestro equipo, ya se habrá | Por aquí se entra
        | se suele coger | Pruébelo usted | los webinars | horquilla""",
    "sv": """grupppris | avslutar alla meddelanden | Kan du svara med en siffra? Ungefär | Teamet har fått veta
        | ser mig bara om | Så här får du svar av | Vad planerar ni med | rundtur bland alla våra | Syns i rätt ljus
        | Service- eller driftchef | Whiteboard eller papper""",
}
"""What a native reader found stilted, wrong or misspelt, and reads better now."""


@pytest.mark.parametrize("language", sorted(NEVER_AGAIN))
def test_what_read_wrong_is_not_said_again(language: str) -> None:
    files = sorted(SHIPPED_TEMPLATES.rglob(f"texts/{language}.yaml"))
    said = "\n".join(file.read_text(encoding="utf-8").replace("'", "’") for file in files)
    assert [each for each in re.split(r"\s+\| ", NEVER_AGAIN[language]) if each.strip() in said] == []
