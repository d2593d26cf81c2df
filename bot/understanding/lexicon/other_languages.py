"""What is known of languages that have no table: how one asks for them, and the little words that they do not share.

A language named here need not be spoken by anybody's bot: who asks for it is told which ones are.
"""

# ruff: noqa: E501 (the examples of a language are read together)

from collections.abc import Mapping
from types import MappingProxyType

from bot.understanding.lexicon.table import examples, phrases, words

LIKE_OURS = words("""
    não você vocês são meu minha nosso nossa obrigado obrigada isso preciso precisamos tenho quero muito onde
    che sono vorrei abbiamo della gli più perché quanto costa grazie vogliamo cerchiamo siamo anche questo
    amb vull volem nosaltres tinc els molt gràcies
    jeg ikke og hvad hva hvor hvordan noget noe også gerne gjerne hjælp hjelp hvem mange kunne uger måneder
    ich nicht und wir ist das brauchen haben suche mehr wie viel eine unser unsere auf für möchte die der dem zum zur vom beim
    ik niet wij het voor zijn hebben meer hoeveel onze mijn graag
    nie jest się potrzebujemy mamy""")
"""Little words of Portuguese, Italian, Catalan, Danish, Norwegian, German, Dutch and Polish: a message that holds one is
hardly in a language of ours, however much else it shares with it."""

LOANS = phrases("""c'est la vie | je ne sais quoi | déjà vu | comme il faut | comme ci comme ça | vis à vis | à la carte
    | laissez faire | savoir faire | joie de vivre | raison d'être | coup de grâce | pièce de résistance | faux pas
    | fait accompli | crème de la crème | la crème de la crème | tout de suite | bon appétit | bon voyage | au revoir
    | avec plaisir | qui vivra verra | que será será | hasta la vista | hasta luego | hasta mañana | mi casa es su casa
    | mi casa es tu casa | no hay problema | qué pasa | vaya con dios | por favor | mea culpa | tack så mycket
    | tusen tack | skål på dig | work in progress | to be or not to be | the show must go on | last but not least
    | know how | just do it | do it yourself | as soon as possible | all in one | end to end | business as usual | state of the art
    | to do | must have | nice to have | need to have | peer to peer | face to face | best of the best | head of
    | no way | so what | why not | what the hell | not my problem | you know""")
"""Phrases that travel: whoever says one goes on in their own language."""

ASKED_IN: Mapping[str, tuple[str, ...]] = examples(
    de="""auf deutsch … | (geht es/geht das/geht/ginge das/können wir/können sie/kannst du/könnten wir/können wir bitte) (das/es/bitte/) (auch/) auf deutsch … | (sprechen sie/sprichst du/sprecht ihr/schreiben sie/antworten sie) (bitte/) (auf/) deutsch … | (bitte/lieber) (auf/) deutsch … | deutsch bitte | ich (spreche/kann/verstehe) (nur/leider nur/kein englisch nur/) deutsch""",
    it="""in italiano (per favore/grazie/se possibile/perfavore/) | (parla/parlate/parli) italiano | (possiamo/si può/può/potete) (parlare/continuare/scrivere/rispondere) in italiano … | (preferisco/meglio) (in/l') italiano … | italiano (per favore/grazie) | (parlo/capisco) (solo/) italiano""",
    pt="""(em português/em português por favor/em português obrigado) | (fala/falas/falam) português | (podemos/pode/podem) (falar/continuar/escrever/responder) (em/) português … | (prefiro/só falo/falo) (em/) português | português (por favor/se possível)""",
    nl="""in het nederlands … | (spreekt u/spreek je/spreken jullie/praat je) nederlands … | (kan/kunnen we/kan het/kunnen wij/kan dit) (dit/het/) (ook/) in het nederlands … | (liever/graag) (in het/) nederlands | nederlands (graag/alstublieft/aub/alsjeblieft)""",
    da="""på dansk (tak/) | (taler/snakker) (du/i) dansk … | kan (vi/du/i) (tage det/gøre det/tale/skrive/snakke/svare/) (på/) dansk … | dansk tak""",
    no="""på norsk (takk/) | (snakker/prater) (du/dere) norsk … | kan (vi/du/dere) (ta det/snakke/skrive/prate/svare/) (på/) norsk … | norsk takk""",
    fi="""suomeksi (kiitos/) | (puhutko/puhutteko/osaatko/osaatteko) (suomea/suomeksi) … | (voimmeko/voidaanko/voisimmeko) (jatkaa/puhua/kirjoittaa) suomeksi … | suomi kiitos""",
    pl="""po polsku (proszę/) | (mówisz/mówi pan/mówi pani/mówicie) po polsku … | (czy/) (możemy/można/czy można) (pisać/rozmawiać/) po polsku …""",
    ca="""en català (si us plau/sisplau/) | (parles/parleu/podem parlar/podem fer ho) (en/) català …""",
    ro="""în română (vă rog/te rog/) | (vorbiți/vorbești) (românește/română/în română) … | (putem vorbi/se poate) (în română/românește) …""",
    cs="""česky (prosím/) | (mluvíte/mluvíš) česky … | (můžeme/lze/můžeme to) (psát/mluvit/) česky …""",
    hu="""magyarul (kérem/kérlek/) | (beszél/beszélsz/lehet/lehetne) magyarul …""",
    tr="""türkçe (lütfen/) | türkçe (konuşabilir miyiz/biliyor musunuz/konuşalım/olur mu) …""",
    ru="""по русски (пожалуйста/можно/) | (вы говорите/говорите/можно/давайте/говоришь) (по русски/на русском) … | на русском (языке/) (пожалуйста/) | (русский/русский язык)""",
    uk="""українською (будь ласка/мовою/) | (можна/розмовляєте/говорите/давайте) українською …""",
    el="""στα ελληνικά (παρακαλώ/) | (μιλάτε/μιλάς) ελληνικά …""",
    ar="""بالعربية … | بالعربي … | (هل/) (تتكلم/تتحدث/تتحدثون) (العربية/عربي) … | العربية""",
    he="""בעברית … | (אפשר/אפשר גם) בעברית … | (אתה/אתם/את) (מדבר/מדברים/מדברת) עברית … | עברית (בבקשה/)""",
    zh="""中文 | 用中文 | 说中文 | 请说中文 | 请用中文 | 可以说中文吗 | 能说中文吗 | 会说中文吗""",
    ja="""日本語 | 日本語で | 日本語でお願いします | 日本語は話せますか""",
    ko="""한국어 | 한국어로 (해주세요/부탁해요/말해주세요/)""",
)
"""How people ask for a language in it, by its code."""

GREETED_IN: tuple[str, ...] = examples(
    greeting="""hallo (zusammen/) | guten (tag/morgen/abend) | moin (moin/) | servus | grüezi | goedemorgen | goedemiddag | goedendag | ciao | buongiorno | buonasera
        | olá | bom dia | boa (tarde/noite) | bon dia | bona tarda | dzień dobry | cześć | witam | dobrý den | ahoj | bună (ziua/) | szia | jó napot | merhaba
        | привет | здравствуйте | добрый (день/вечер) | доброе утро | привіт | добрий день | γεια (σας/σου/) | καλημέρα | שלום | مرحبا | السلام عليكم | سلام | नमस्ते | 你好 | 您好 | こんにちは | 안녕하세요"""
)["greeting"]
"""How people greet in other languages: whoever only says hello has answered nothing."""

NAMED = words("""
    en fr es sv de it pt nl da no fi is pl cs sk sl hr sr bg ro hu el et lv lt ru uk ar he fa tr ur hi bn ta zh ja ko th vi
    id ms ca eu gl cy ga sq mk hy ka kk sw am so""")
"""The codes of languages that are known by their names."""

ALSO_CALLED: Mapping[str, str] = MappingProxyType(
    {"es": "castellano", "fa": "farsi", "zh": "mandarin mandarín", "nl": "flamand"}
)
"""Other names of languages, by their codes."""
