"""What is not needed, not any more, or by somebody else becomes no need: neither by rules nor by likeness."""

# ruff: noqa: E501 (frames are read together)

from itertools import product

import pytest

from tests.unit.interpreters.test_encoder import told

FRAMES = {
    "en": """we don't need more {want} | {want} is not the problem | no need for {want} | we aren't looking for {want} | we have plenty of
        {want} | it's not about {want} | I never said we want {want} | we used to need {want} | my neighbour wants {want} | a friend of mine
        needs {want} | last year we wanted {want} | our {want} works fine""",
    "fr": """on n'a pas besoin de {want} | {want}, c'est pas le problème | on ne cherche pas {want} | {want} ça va merci | avant on voulait
        {want} | mon voisin cherche {want} | une amie voudrait {want} | l'an dernier on voulait {want}""",
    "es": """no necesitamos {want} | {want} no es el problema | no buscamos {want} | nada de {want} | antes queríamos {want} | mi vecino
        busca {want} | una amiga necesita {want} | el año pasado queríamos {want}""",
    "sv": """vi behöver inte {want} | {want} är inte problemet | vi letar inte {want} | det handlar inte om {want} | förr ville vi ha {want}
        | min granne vill ha {want} | en kompis behöver {want} | förra året ville vi ha {want}""",
}
WANTS = {
    "en": ("new customers", "follow-up", "support for our clients", "faster answers to enquiries"),
    "fr": ("de nouveaux clients", "du suivi", "un service client", "des demandes"),
    "es": ("más clientes", "seguimiento", "atención al cliente", "más pedidos"),
    "sv": ("fler kunder", "uppföljning", "kundtjänst", "fler förfrågningar"),
}


@pytest.mark.parametrize("locale", FRAMES)
def test_no_frame_that_disowns_a_need_makes_it_theirs(locale: str) -> None:
    frames = [" ".join(frame.split()) for frame in FRAMES[locale].split("|")]
    texts = [frame.format(want=want) for frame, want in product(frames, WANTS[locale])]
    answers = [(text, each.value) for text in texts for each in told(text, "need", locale).answers]
    assert [(text, value) for text, value in answers if value != text] == []
