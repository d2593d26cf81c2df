"""What people write alike whatever language they speak: laughter, legal forms, the letters after a figure.

Plain values, folded already: what turns texts into words needs some of them before there is any table.
"""

ELISIONS = r"(?:[ldjnsmtc]|qu|jusqu|lorsqu|puisqu)"
"""Small words that run into the next one with an apostrophe: l'équipe, d'Acme. Company names carry them abroad."""

LAUGHTER = (
    r"(?:hm+|m+|lo+l|a?(?:ha|he|ja|hi|je)+h?|lmao|xd+|mdr+|ptdr+|asg|brb|afk|ttyl|gtg"
    r"|bla+h?|blabla|test|testing|foo|bar|x+|z+)"
)
"""What is typed where nothing is said."""

LIKE_KEYBOARD_ROWS = frozenset({"poi"})
"""Words of three letters that lie in a row on a keyboard and are words all the same."""

SUFFIXES = {
    "k": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "mio": 1_000_000,
    "bn": 1_000_000_000,
    "keur": 1_000,
    "keuro": 1_000,
    "keuros": 1_000,
    "kusd": 1_000,
    "meur": 1_000_000,
    "musd": 1_000_000,
}
"""What stands after a figure and makes it larger."""

SCALED_CODES = {"meur": "EUR", "keur": "EUR", "keuro": "EUR", "keuros": "EUR", "kusd": "USD", "musd": "USD"}
"""Those of the suffixes that say a currency, too."""

_MONEY = {
    "USD": "us american americans americain americains estadounidense estadounidenses amerikanska",
    "CAD": "canadian canadien canadiens canadiense canadienses kanadensiska",
    "AUD": "australian aussie australien australiens australiano australianos australiska",
    "MXN": "mexican mexicano mexicanos mexicain mexicains mx mexikanska",
    "COP": "colombian colombiano colombianos colombien colombiens colombianska",
    "ARS": "argentine argentinian argentino argentinos argentin argentins argentinska",
    "CLP": "chilean chileno chilenos chilien chiliens chilenska",
    "CHF": "swiss suisse suisses suizo suizos schweiziska",
    "DKK": "danish danois danoise danoises danesa danesas danska",
    "NOK": "norwegian norvegienne norvegiennes noruega noruegas norska",
    "SEK": "swedish suedois suedoise suedoises sueca suecas svenska",
}
MONEY_OF = {word: code for code, words in _MONEY.items() for word in words.split()}
"""Whose money it is, behind or before the name that several share: pesos colombianos, danska kronor."""

LEGAL_FORMS = frozenset(
    {"ab", "oy", "as", "asa", "aps", "inc", "ltd", "llc", "llp", "plc", "gmbh", "ag", "sa", "sas", "sarl", "sl", "slu"}
    | {"srl", "spa", "bv", "nv", "co", "corp", "group", "kb", "hb"}
)
NAME_LINKS = frozenset({"of", "de", "la", "du", "des", "och", "los", "del"})
"""Within a company's name, between words with capitals: Banque de France."""
NAME_ARTICLES = frozenset({"the"})
"""Part of a name, but never its last word."""

SPAM = "spam"
"""How the word for it begins."""

SIGNS = {"¿": "es", "¡": "es"}
"""Signs that only one language writes."""

JOINS_ELSEWHERE = frozenset({"plus"})
"""What joins in one language and asks for more in another: no part of a message ends there."""

TOTALS = frozenset(
    {"total", "totals", "subtotal", "sum", "totale", "totaux", "somme", "totales", "suma", "totalt", "summa"}
    | {"gesamt", "summe", "insgesamt", "gesamtsumme", "somma", "totaal", "razem"}
)
"""What stands where the key should be in the last row of a table, whatever language its spreadsheet speaks."""
