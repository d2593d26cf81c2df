"""The language of a message is told by its own words alone, never by a loan word or a name; and it may be asked for."""

import pytest

from bot.script import Vocabulary
from bot.understanding.interpretation import Intent, Interpretation
from bot.understanding.language import is_unread, language_of, written_in
from bot.understanding.language_wishes import language_wished
from bot.understanding.meaning import understand
from bot.understanding.tokens import fold_words, read
from bot.understanding.utterance import utterance_of
from tests.builders import shipped
from tests.unit.understanding.vocabularies import B2B

LOCALES = ("en", "fr", "es", "sv")

CERTAIN = [
    ("en", "je ne sais pas encore ce que nous voulons", "fr"),
    ("en", "no lo sé todavía, la verdad es que depende de mi jefe", "es"),
    ("en", "vi har inte bestämt oss än men det blir nog snart", "sv"),
    ("fr", "we are still looking at what we could do", "en"),
    ("de", "nous avons besoin de plus de clients", "fr"),
    ("sv", "det vet jag inte riktigt än", "sv"),
    ("en", "cuanto cuesta", "es"),
    ("en", "combien ça coûte ?", "fr"),
    ("en", "vad kostar det", "sv"),
    ("sv", "how much is it", "en"),
    ("en", "somos unas 200 personas", "es"),
    ("en", "je suis directeur commercial", "fr"),
    ("en", "Vi är fem i teamet", "sv"),
    ("es", "I'm the sales director", "en"),
    ("en", "NECESITAMOS MÁS CLIENTES", "es"),
    ("en", "¿Es seguro?", "es"),
]


@pytest.mark.parametrize(("locale", "text", "language"), CERTAIN)
def test_a_sentence_in_another_language_is_told(locale: str, text: str, language: str) -> None:
    told = written_in(read(text).tokens, locale)
    assert (told or language_of(fold_words(text), locale)) == language


OPENED_BY_ONE_WORD = [
    ("envían a México?", "es"),
    ("venden en Chile?", "es"),
    ("trabajan con Acme en Lima?", "es"),
    ("livrez vous en Suisse ?", "fr"),
    ("levererar till Norge?", "sv"),
]


@pytest.mark.parametrize(("text", "language"), OPENED_BY_ONE_WORD)
def test_a_question_that_a_word_of_one_language_opens_is_in_it(text: str, language: str) -> None:
    asked = shipped().chat_vocabularies["en"].asked
    assert written_in(read(text).tokens, "en", asked=asked) == language


LOANS = [
    "merci",
    "taxi a Madrid?",
    "comment?",
    "El Corte Inglés?",
    "ok, gracias!",
    "c'est la vie",
    "a certain je ne sais quoi",
    "El Corte Inglés",
    "Comme des Garçons",
    "Los Amigos de la Casa y el Sol",
    "hej",
    "smörgåsbord",
    "à la carte",
    "Anders Och",
    "no",
    "marketing",
    "budget",
    "Volvo",
    "manager",
    "ok super",
    "VP of Sales for the Nordics",
    "client engagement",
    "customer success manager",
    "directeur commercial",
    "just do it",
]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", LOANS)
def test_a_loan_a_name_or_a_title_tells_nothing(text: str, locale: str) -> None:
    asked = shipped().chat_vocabularies[locale].asked
    assert written_in(read(text).tokens, locale, asked=asked) is None


LIKE_OURS = [
    "jeg vil gerne have flere kunder",
    "vi har 20 ansatte og vil ha det i mars",
    "eu preciso de mais clientes para minha empresa",
    "não sei ainda",
    "vorrei più clienti per la mia azienda",
    "vull més clients per la meva empresa",
    "wir brauchen mehr Kunden im Norden",
    "wij hebben meer klanten nodig",
    "so um die 20k im Jahr",
]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", LIKE_OURS)
def test_a_language_that_only_resembles_ours_is_none_of_them(text: str, locale: str) -> None:
    assert written_in(read(text).tokens, locale) is None


@pytest.mark.parametrize("text", ["", "Acme", "200", "was ist das", "in der Firma"])
def test_where_little_words_say_nothing_nothing_is_told(text: str) -> None:
    assert language_of(fold_words(text), "de") is None


def test_what_people_ask_in_a_language_of_texts_alone_tells_it() -> None:
    asked = {"en": frozenset({"price", "much"}), "de": frozenset(fold_words("wie viel kostet das eigentlich bei euch"))}
    assert written_in(read("wie viel kostet das denn").tokens, "en", asked=asked) == "de"
    assert written_in(read("das auto").tokens, "en", asked=asked) is None


def _understood(text: str, *, locale: str = "en", asked: str | None = "need") -> Interpretation:
    return understand(text, questions=B2B, vocabulary=Vocabulary(locale, {}), open_field=asked)


@pytest.mark.parametrize("text", ["hola buenos días", "muchas gracias", "bonjour à tous", "oui bien sûr", "non merci"])
def test_a_greeting_or_thanks_is_said_in_any_language(text: str) -> None:
    assert _understood(text).locale is None


@pytest.mark.parametrize(
    "text", ["ada@casa-de-la-luz.es", "mi@correo-de-la-empresa.es", "https://www.la-casa-de-mi-tia.es/para/ti"]
)
def test_an_address_tells_no_language(text: str) -> None:
    assert _understood(text, asked="email").locale is None


def test_a_company_that_was_asked_for_tells_no_language() -> None:
    assert _understood("la casa de mis tías", asked="company").locale is None


WISHES = [
    ("en español por favor", "es"),
    ("hola, podemos hablar en castellano?", "es"),
    ("can we do this in French?", "fr"),
    ("I'd rather continue in Swedish", "sv"),
    ("could you answer in spanish please", "es"),
    ("on peut faire ça en espagnol ?", "es"),
    ("je préfère en français", "fr"),
    ("répondez-moi en anglais svp", "en"),
    ("på svenska tack", "sv"),
    ("kan vi ta det på engelska?", "en"),
    ("no hablo inglés", "es"),
    ("je ne parle pas anglais", "fr"),
    ("jag pratar inte engelska", "sv"),
    ("auf Deutsch bitte", "de"),
    ("in italiano per favore", "it"),
    ("po polsku proszę", "pl"),
    ("do you speak Dutch?", "nl"),
    ("по-русски пожалуйста", "ru"),
]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("text", "language"), WISHES)
def test_a_language_is_asked_for_in_words_whatever_the_phone_is_set_to(text: str, language: str, locale: str) -> None:
    understood = _understood(text, locale=locale)
    assert (understood.intent, understood.language, understood.answers) == (Intent.LANGUAGE, language, ())


NO_WISHES = [
    "we sell French wine",
    "is your software available in Swedish?",
    "our customers speak Spanish",
    "Norsk Hydro",
    "Danish",
    "english or french?",
    "I don't speak English",
    "support in German for our customers",
    "nous vendons en Espagne",
    "translations into Spanish",
    "vi är ett svenskt företag",
]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", NO_WISHES)
def test_the_name_of_a_language_alone_is_no_wish_for_it(text: str, locale: str) -> None:
    assert language_wished(utterance_of(text, locale)) is None


@pytest.mark.parametrize("text", ["שלום, אני צריך עזרה", "أريد معلومات", "我们需要更多客户", "Нам нужны клиенты"])
def test_a_script_that_nobody_reads_is_no_answer_in_ones_own_words(text: str) -> None:
    assert is_unread(text, LOCALES)
    assert _understood(text).answers == ()


@pytest.mark.parametrize("text", ["naïve café", "we sell π-meters", "Łódź", "Việt Nam", "👍👍", ""])
def test_latin_letters_are_read_wherever_they_come_from(text: str) -> None:
    assert not is_unread(text, LOCALES)


def test_a_script_is_read_where_there_are_texts_in_it() -> None:
    assert not is_unread("Нам нужны клиенты", ("en", "ru"))
    assert not is_unread("こんにちは", ("en", "ja"))


def test_a_company_may_be_called_in_any_script() -> None:
    assert [answer.value for answer in _understood("ООО Ромашка", asked="company").answers] == ["ООО Ромашка"]
