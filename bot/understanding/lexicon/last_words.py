"""Words that end nothing, neither a sentence nor the words on a button, by language.

Only those that never do: in English one may ask "Where to" and "What for", in Swedish "Stäng av" is a whole button, in
Spanish "con o sin" too, and a single letter may be one ("Plan a"). They are compared as they are written, since "où"
may end what "ou" cannot.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ELIDED = _words("c d j jusqu l lorsqu m n puisqu qu s t")

ENDS_NOTHING = {
    "en": _words("an and although because but into nor onto or our than the their unless whereas whose your"),
    "fr": _words(
        "au aux cette chaque chez dans de des du et la le les mais nos notre ou parce parmi puisque vos votre"
    ).union(word + apostrophe for word in _ELIDED for apostrophe in "'’"),
    "es": _words("al aunque cada como cuyo de del el en la las los pero porque que su sus tu tus un"),
    "sv": _words("att bland eftersom eller enligt för hos mellan men och samt som trots varje vars"),
}
