"""Invented people and companies, by language."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from .dice import Dice

GIVEN = {
    "en": (
        "Alice Amber Callum Daisy Declan Edith Ewan Fern Gareth Harriet Isla Joel Keira Leo Maeve Nina "
        "Owen Poppy Rhys Saoirse Tess Una Wilf Zoe"
    ),
    "fr": (
        "Anaïs Baptiste Camille Clément Delphine Élodie Étienne Fanny Gaël Hélène Jérôme Léa Loïc Maëlle "
        "Mathis Noémie Océane Pascal Quentin Romane Sébastien Solène Thibault Yann"
    ),
    "es": (
        "Adrián Alba Begoña Carmen Darío Elena Fermín Gonzalo Inés Iván Jimena Julián Lucía Marcos "
        "Marina Nuria Óscar Paloma Raúl Rocío Sergio Tomás Vera Xavi"
    ),
    "sv": (
        "Agnes Albin Astrid Axel Ebba Elin Emil Freja Gustav Hanna Hugo Ida Jonas Karin Lovisa Malin "
        "Nils Oskar Pia Rasmus Sigrid Tove Viktor Åsa"
    ),
}
FAMILY = {
    "en": (
        "Ashdown Barrow Calder Denholm Eastwick Fairley Garrow Hartnell Inskip Kestle Larkham Morrow "
        "Netherby Oakes Pellow Quayle Rushton Selwood Tarrant Underhill Wexcombe Yarrow"
    ),
    "fr": (
        "Aubrac Bellanger Chauvet Darrieux Escoffre Fontenoy Garrigue Hautbois Jourdain Lamarche Morvan "
        "Noirot Orsel Pélissier Quiberon Roussel Sauvage Thévenet Valmont Vernay"
    ),
    "es": (
        "Alcaraz Benavides Cortázar Dávila Echeverri Figueras Galdeano Herrán Ibarra Jurado Lozano "
        "Montalvo Navarrete Olmedo Peñalver Quiroga Robledo Sepúlveda Tejada Urrutia"
    ),
    "sv": (
        "Ahlmark Bergsten Claesdotter Dahlkvist Ekhammar Forsell Grönvall Hagström Isaksdotter Källström "
        "Lindhage Mossberg Nordvall Olander Palmcrantz Rönnlund Sandvall Tegnhed Vallgren Åhlund Östling"
    ),
}
FOLDED = str.maketrans({" ": "-", "&": "och", "’": ""})


@dataclass(frozen=True, slots=True)
class Person:
    """Who a lead is, whether or not anybody knows it."""

    name: str
    language: str
    country: str
    company: str
    email: str


class Crowd:
    """Gives everybody a name of their own; a few work for the same company."""

    def __init__(self, trades: Mapping[str, tuple[str, ...]]) -> None:
        self._trades = trades
        self._taken: set[str] = set()

    def person(self, dice: Dice, language: str, country: str, *, at_company: bool) -> Person:
        """Return somebody new."""
        families = FAMILY[language].split()
        name = self._new(dice, GIVEN[language].split(), families)
        company = f"{dice.one_of(families)} {dice.one_of(self._trades[language])}" if at_company else ""
        host = plain(company) if company else "mail"
        return Person(name, language, country, company, f"{plain(name).replace('-', '.')}@{host}.example")

    def _new(self, dice: Dice, first: list[str], last: list[str]) -> str:
        while (name := f"{dice.one_of(first)} {dice.one_of(last)}") in self._taken:
            pass
        self._taken.add(name)
        return name


def plain(name: str) -> str:
    """Return a name as it stands in an address.

    >>> plain("Élodie Thévenet")
    'elodie-thevenet'
    """
    letters = unicodedata.normalize("NFKD", name.lower().translate(FOLDED))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
