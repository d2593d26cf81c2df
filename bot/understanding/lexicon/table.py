"""The shape of one language's table, and how two languages are laid over each other.

All words are kept folded (lower case, no accents, no apostrophes); the tables may be written with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

from bot.understanding.tokens import fold, fold_words


def words(text: str) -> frozenset[str]:
    """Return the folded words of a text.

    >>> sorted(words("don't être"))
    ['dont', 'etre']
    """
    return frozenset(fold(text).split())


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases between bars, as folded words.

    >>> phrases("we are | l'équipe de")
    (('we', 'are'), ('l', 'equipe', 'de'))
    """
    return tuple(fold_words(part) for part in text.split("|"))


def numbered(text: str) -> Mapping[str, int]:
    """Return the folded words before each number, mapped to it.

    >>> dict(numbered("one uno 1 two 2"))
    {'one': 1, 'uno': 1, 'two': 2}
    """
    result: dict[str, int] = {}
    waiting: list[str] = []
    for part in fold(text).split():
        if part.lstrip("-").isdigit():
            result |= dict.fromkeys(waiting, int(part))
            waiting.clear()
        else:
            waiting.append(part)
    return MappingProxyType(result)


def feasts(text: str) -> Mapping[tuple[str, ...], int]:
    """Return the folded words before each equals sign, mapped to the number behind it; bars stand between pairs.

    >>> dict(feasts("mother's day = 5010531"))
    {('mothers', 'day'): 5010531}
    """
    pairs = (pair.split("=") for pair in text.split("|"))
    return MappingProxyType({fold_words(name): int(span) for name, span in pairs})


def named(**names: str) -> Mapping[str, str]:
    """Return the folded words of each text, mapped to its keyword."""
    return MappingProxyType({word: name for name, text in names.items() for word in fold(text).split()})


def spelt_out(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the folded words before each equals sign, mapped to the words behind it; bars stand between pairs.

    >>> dict(spelt_out("q = que | jsp = je sais pas"))
    {'q': ('que',), 'jsp': ('je', 'sais', 'pas')}
    """
    pairs = (pair.split("=") for pair in text.split("|"))
    return MappingProxyType({short: fold_words(meant) for shorts, meant in pairs for short in fold(shorts).split()})


def signs(*, at: str, dot: str, dash: str, low: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return how the signs of an address are said: phrases between bars, mapped from the sign.

    >>> signs(at="at", dot="dot", dash="dash | hyphen", low="underscore")["-"]
    (('dash',), ('hyphen',))
    """
    return MappingProxyType({"@": phrases(at), ".": phrases(dot), "-": phrases(dash), "_": phrases(low)})


def examples(**texts: str) -> Mapping[str, tuple[str, ...]]:
    """Return each keyword's examples, which stand between bars, as they are written.

    "(talk/speak) to you" is two examples, "(really/) stop" one with and one without the word, and "call me …" one that
    more words may follow.

    >>> dict(examples(stop="stop | leave me (alone/be)"))
    {'stop': ('stop', 'leave me (alone/be)')}
    """
    split = {name: (part.strip() for part in " ".join(text.split()).split(" | ")) for name, text in texts.items()}
    return MappingProxyType({name: tuple(part for part in parts if part) for name, parts in split.items()})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language (or one laid over another) brings to understanding a message."""

    language: str
    decimal: str
    """The character between whole and tenths."""
    compounds: bool
    """Whether words are written together: tvåhundra, marknadsdirektör."""

    endings: tuple[str, ...]
    """What makes another form of a word: plurals, the article at the end."""

    stop: frozenset[str]
    """Little words that say nothing by themselves and are never taken for a misspelling."""
    short: Mapping[str, tuple[str, ...]]
    """How hurried people spell what they would write out elsewhere: q for que."""
    fillers: frozenset[str]
    """Polite or hesitating words that may surround anything."""
    negators: frozenset[str]
    enough: frozenset[str]
    """Between a negation and a word these turn it: "not enough leads"."""
    restarts: frozenset[str]
    """After "no" these begin a new statement: "no I'm the director"."""
    breaks: frozenset[str]
    """These begin a new clause: but."""
    contrasts: frozenset[str]
    """Behind these a role may follow that counts more than what stands before: "everything but mostly sales rep"."""
    corrects: frozenset[str]
    """At the beginning these say that an earlier answer was wrong: sorry, I meant 400."""
    joiners: frozenset[str]
    ofs: frozenset[str]
    noes: frozenset[str]
    """Negations that may stand for a whole sentence: "no, I'm the director"."""
    first_person: frozenset[str]
    """Words by which people speak of themselves: I, me, my."""
    others: frozenset[str]
    """Before an option they say that it is somebody else's: "your support"."""
    persons: frozenset[str]
    """Whoever is named by one of these may be somebody else, in whichever question: "20 freelancers"."""
    self_said: tuple[tuple[str, ...], ...]
    """How a statement about oneself begins: I'm, as."""
    self_after: tuple[tuple[str, ...], ...]
    """After a role they say that it is one's own: the director, that's me."""
    runs: frozenset[str]
    """Verbs with which a sentence about oneself begins that leaves oneself out: run a café, driver en firma."""
    selves: frozenset[str]
    """Words for oneself."""
    mine: frozenset[str]
    """At the end of a role they say whose it is: the shop is mine."""
    strangers: frozenset[str]
    """Before a role these say that it is not one's own, or no more: "our director", "to the CEO", "was director"."""
    former: frozenset[str]
    """Also behind a role these say that it is over: "director (retired)"."""
    kin: frozenset[str]
    """Behind a role, who belongs to whoever has it: "the owner's daughter"."""
    acts: frozenset[str]
    """Behind a role, what whoever has it does: "the director asked me"."""
    objects: frozenset[str]
    """Behind a role, to whom it is done."""
    determiners: frozenset[str]
    quantities: frozenset[str]
    """Between a verb and what it is about they change nothing: we lose loads of leads."""
    areas: frozenset[str]
    """What somebody may be in charge of, or work in: in a role one is as good as another."""
    departments: frozenset[str]
    """What stands beside a role and makes it no other: "sales and marketing director", "interim"."""
    denials: tuple[tuple[str, ...], ...]
    """Phrases that deny what follows: "anything but"."""
    ors: frozenset[str]
    """Those of the joiners between which one has to choose."""
    all_of_them: tuple[tuple[str, ...], ...]
    """Where several may be chosen: every one of them."""
    both_of_them: tuple[tuple[str, ...], ...]
    none_of_them: tuple[tuple[str, ...], ...]
    all_but: frozenset[str]
    """Behind all of them, what those are left out by that follow: all but the first."""
    no_more: tuple[tuple[str, ...], ...]
    """That nothing more is to be chosen: that's all."""
    times: frozenset[str]
    """Words of a time: alone they are no answer in one's own words."""
    ours: frozenset[str]
    rude: frozenset[str]
    """Words of an insult, unless it is about what is ``ours``."""
    addressed: frozenset[str]
    """Beside a rude word these say whom it is meant for: us."""
    tiresome: frozenset[str]
    """Words by which people say that they have had enough of us: beside them a short *stop* is one."""
    titles: frozenset[str]
    """Beside them a word is part of a title, not an answer: "sales rep"."""
    titles_first: bool
    """Whether a title stands before what it is about: directeur commercial, not sales director."""
    idioms: tuple[tuple[str, ...], ...]
    """Phrases whose words do not mean what they mean alone: "for now"."""
    ordinals: Mapping[str, int]
    """Places in a list; -1 is the last."""
    pointing: frozenset[str]
    """Beside a number these say that it is a place in a list: option 2."""

    numerals: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, int]
    collectives: Mapping[str, int]
    """What is counted in heaps: two dozen, half a hundred."""
    articles: frozenset[str]
    fractions: Mapping[str, int]
    """What makes a part of a number, by what it divides by: half a million, a quarter million."""
    ones: frozenset[str]
    """Articles that add one to a number in words: cent une personnes. Not English: five hundred a month."""
    by_twenties: bool
    """Whether tens go on past ten, as in soixante-dix, quatre-vingt-dix and dix-sept."""
    glue: frozenset[str]
    """Within a written number: two hundred *and* fifty."""
    below_zero: frozenset[str]
    """Before a number these make it less than nothing."""
    between: frozenset[str]
    towards: frozenset[str]
    """Between the ends of a range."""
    about: frozenset[str]
    """Before or after a number these say that it is not exact, or a bound."""
    bounds: tuple[tuple[str, ...], ...]
    """Before a number these only bound it, though they deny: not even, no more than."""
    about_after: frozenset[str]
    """Right after a number they say the same: 20 ish."""
    after_figures: Mapping[str, int]
    """What makes a number in figures larger, besides ``scales``: 20 grand."""

    people: frozenset[str]
    tells: tuple[tuple[str, ...], ...]
    """What stands before a number that somebody tells of themselves, also beside a question: we are, I have."""
    are_people: tuple[tuple[str, ...], ...]
    """Those of what stands before a number that make people of whatever is counted: we are 12 plumbers."""
    people_before: tuple[tuple[str, ...], ...]
    people_after: tuple[tuple[str, ...], ...]
    """Phrases that make the number before them one of people: of us."""
    having: frozenset[str]
    """Between a kind of business and its people: a bakery with 9."""
    alone: tuple[tuple[str, ...], ...]
    """Phrases for one person."""
    one_person: tuple[tuple[str, ...], ...]
    """The same, but of anybody: an answer only where the number of people is asked."""
    organisations: frozenset[str]
    """Before *of* they make the number after it one of people: a startup of 30."""
    businesses: frozenset[str]
    """Kinds of business: who says that they run one, or are one, tells who they are, and no need."""
    wholes: frozenset[str]
    """Organisations whose number is that of all people, beside that of a team: my team is 6, the company 900."""
    myself: frozenset[str]
    """Whoever counts themselves beside others: me and three freelancers."""
    trades: frozenset[str]
    """Whoever is named by one of these does that work, and may be counted: 4 drivers and a cook."""
    in_each: frozenset[str]
    """Beside the second of two numbers these say that it is of each of the first: 3 branches, 8 per branch."""
    shifts: frozenset[str]
    """Between two numbers these say that the second counts each of the first: 3 shifts of 20."""
    seeks: frozenset[str]
    """Right before a number these say that those are not there yet: we need 3 drivers."""
    old: frozenset[str]
    """Before an organisation these say that its number is not theirs: my old firm had 300."""
    partners: frozenset[str]
    """Beside ``myself`` these are one more person: me and my wife."""
    uncounted: frozenset[str]
    """What people count beside themselves, as a joke or as what they drive: me and the dog, two vans."""
    adds: frozenset[str]
    """Between numbers of people, or persons, that are counted together."""
    definites: frozenset[str]
    """Before a number these say that it is of some who are known: with the two apprentices."""
    including: frozenset[str]
    """After a number of people these name some of them, and nobody's own role: 12 including the owner."""
    depending: frozenset[str]
    """Behind a number these say by what it changes: 60 to 75, depending on the season."""
    totals: frozenset[str]
    """Beside one of several numbers these say that it is all there are, or all who are left."""
    until_now: tuple[tuple[str, ...], ...]
    """Right before a number these say that it holds no more: we used to be 30."""
    before_now: frozenset[str]
    """The same right behind it: 25 before."""
    scope: frozenset[str]
    """Beside a number these say how far it reaches, as names of places do: 3,400 worldwide, 5 full time."""
    at_present: frozenset[str]
    """Beside one of several numbers these say that it is the one that counts: we were 30, now 22."""
    measures: frozenset[str]
    """What is counted besides people and money."""
    per: frozenset[str]
    """Between an amount and what it is paid for: 500 a month."""
    per_time: frozenset[str]
    """The same before a stretch of time, which ``per`` may not be: 500 i månaden."""
    periods: Mapping[str, str]
    """Words that say by themselves how often an amount is paid: monthly."""
    for_each: frozenset[str]
    """Besides ``per``, what keeps a number from counting the people named after it: 20 for each employee."""
    since: frozenset[str]
    """Before a year."""
    units: Mapping[str, str]
    """Words for stretches of time: day, week, month, quarter, half (a year) and year."""
    hours: frozenset[str]
    days_on: Mapping[str, int]
    """Words for a day, by how many days it is from today."""
    days_after: tuple[tuple[str, ...], ...]
    """Right before a word for a day these say that it is the next one: the day after tomorrow."""
    days_further: Mapping[tuple[str, ...], int]
    """Right behind a day of the week, how many days later it is meant: lundi en huit."""
    seasons: Mapping[str, int]
    """Seasons and feasts, as first and last day of one stretch, month and day each (12241226); easter is 0."""
    feasts: Mapping[tuple[str, ...], int]
    """The same for days and weeks that have a name of one or several words: mother's day."""
    parts: Mapping[str, str]
    """Words for the start, the middle and the end of a stretch."""
    weekend: frozenset[str]
    at_time: frozenset[str]
    """Before a month, a day or a season these say that it is one: in may."""
    of_day: frozenset[str]
    """Before a number these say that it is a day of the month: the 12th."""
    words_like_times: frozenset[str]
    """Names of months and seasons that are common words, too: believed only where nothing follows."""
    before_time: frozenset[str]
    after_time: frozenset[str]
    nexts: tuple[tuple[str, ...], ...]
    """Beside a stretch of time these say that it is the coming one: la semana que viene."""
    this_time: tuple[tuple[str, ...], ...]
    whens: frozenset[str]
    """How a clause begins that says when: once we have moved."""
    past: frozenset[str]
    """Beside a time these say that it is over: last may, two years ago."""
    happened: tuple[str, ...]
    """Patterns of verbs of what has happened, with their accents: with one in its clause a time is over."""
    starts: frozenset[str]
    """In one clause with a date these say that it is when something is to begin."""

    currencies: Mapping[str, str]
    """Codes of ISO 4217; ``kr`` for a crown of whichever country asks."""
    of_money: frozenset[str]
    """Between a number and its currency, or behind both: deux millions d'euros, pesos mexicanos."""
    words_like_codes: frozenset[str]
    """Words that are a currency's code only in capitals with a rate of ours, or never: all, top."""
    budget: frozenset[str]
    granted: frozenset[str]
    """Beside an amount these say that it may be spent: 24k signed off."""
    taxes: frozenset[str]
    turnover: tuple[tuple[str, ...], ...]
    """What makes an amount what a company earns, or pays today, and no budget: we turned over 2 million."""
    free: frozenset[str]
    openings: tuple[tuple[str, ...], ...]
    """What may stand before any wish: could you, I would like to."""
    wishes: Mapping[str, tuple[str, ...]]
    """Examples of each wish, as hurried people type it. Besides the names of wishes there are ``no_budget`` (a skip
    where money is asked), ``complaint`` (of somebody who is fed up with us), ``aside`` (what is meant for somebody
    else, or for nobody), and ``insult`` and ``none`` (what only resembles a wish), which interpreters alone read."""
    newsletter: Mapping[str, tuple[str, ...]]
    """Examples of the wishes to ``join`` the newsletter and to ``leave`` it: heard only where there is one."""
    asks: tuple[tuple[str, ...], ...]
    """How a question begins."""
    asks_of_us: tuple[tuple[str, ...], ...]
    """How a question about us begins: what follows is ours, and no answer of theirs."""
    requests: tuple[tuple[str, ...], ...]
    """How people ask to be given something; what it is follows: send me."""
    receives: tuple[tuple[str, ...], ...]
    """The same, but only after an opening: can I get."""
    no_asks: tuple[tuple[str, ...], ...]
    """What begins like a question and is none: tiene que."""
    inversions: tuple[str, ...]
    """Patterns of a verb before those whom it is asked of, which makes a question: travaillez-vous, jobbar ni."""

    company_at: frozenset[str]
    company_of: frozenset[str]
    """Like ``company_at``, but only believed after a title or a name."""
    company_named: tuple[tuple[str, ...], ...]
    company_opens: tuple[tuple[str, ...], ...]
    """What people put before the name when asked for it."""
    works: frozenset[str]
    """Before "at" they say that a company follows, even in lower case."""
    not_company: frozenset[str]
    definite_endings: tuple[str, ...]
    """Endings of a word that, in lower case, is no name: på lagret."""
    name_ends: frozenset[str]
    places: frozenset[str]
    street_endings: tuple[str, ...]
    spoken_signs: Mapping[str, tuple[tuple[str, ...], ...]]
    """How the signs of an address are said: ada at acme dot com."""
    mail: frozenset[str]
    """Before an address they say that it is one: my email is."""

    second_region: str
    """A country whose phone numbers are read before those of the language's own; its two letters, or nothing."""

    @property
    def spoken_dots(self) -> frozenset[str]:
        """Return how the dot of an address is said."""
        return frozenset(phrase[0] for phrase in self.spoken_signs["."])

    @property
    def light(self) -> frozenset[str]:
        """Return the words after which a statement begins anew: ok so, but, no."""
        return self.fillers | self.noes | self.breaks | self.joiners


def laid_over(first: Lexicon, second: Lexicon) -> Lexicon:
    """Return both tables as one; where they disagree the first is right."""
    names = [field.name for field in fields(Lexicon)]
    merged: dict[str, Any] = {name: _merge(getattr(first, name), getattr(second, name)) for name in names}
    # An adjective is no number because it is one elsewhere: un grand groupe, twenty grand.
    numbers = {word: n for word, n in second.vague.items() if word not in first.about}
    merged["vague"] = MappingProxyType({**numbers, **first.vague})
    # What is short for a word in one language is a word in another: ta, dis, va.
    return Lexicon(**merged | {"short": first.short})


def _merge(first: object, second: object) -> object:
    if isinstance(first, frozenset) and isinstance(second, frozenset):
        return first | second
    if isinstance(first, tuple) and isinstance(second, tuple):
        return first + second
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return MappingProxyType({**second, **first, **_joined_tuples(first, second)})
    return first


def _joined_tuples(first: Mapping[object, object], second: Mapping[object, object]) -> dict[object, object]:
    shared = {key: (first[key], second[key]) for key in first if key in second}
    return {key: a + b for key, (a, b) in shared.items() if isinstance(a, tuple) and isinstance(b, tuple)}
