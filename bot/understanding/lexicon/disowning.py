"""How people say of something that they need it not, not any more, or that somebody else does: patterns over folded words.

A lack is no denial ("nobody signs up", "not enough work"): what counts is a negation of wanting or of minding.
"""

# ruff: noqa: E501 (patterns are read together)

import re
from collections.abc import Mapping

_EN = r"""
(?:dont|doesnt|didnt|not|never|no|wont|arent|isnt|aint|cant say|without)(?: \w+){0,2}? (?:need|needed|needing|want|wanted|wanting|looking|interested|require|required)
| (?:isnt|not|aint|arent|wasnt|never|no|hardly)(?: \w+){0,2}? (?:problem|problems|issue|issues|bottleneck|priority|concern|worry)
| (?:not|isnt) about | far from (?:needing|wanting) | (?:have|got|had|enough|have enough|plenty)(?: \w+)? (?:enough|plenty)(?! time)
| (?:is|are|was|were|works?|working|running|going|doing|do)(?: \w+)? (?:fine|ok|okay|great|good|well|covered|sorted|perfect|perfectly|brilliant)(?: there)?
| (?:were|we re) (?:fine|ok|good|covered|sorted) | already (?:have|got|sorted|solved|fixed) | (?:solved|fixed|sorted) (?:it|that|this)
| used to | back then | back in the day | (?:\w+ )?years? ago | (?<!since )(?<!than )last year | in the past | previously | formerly
| (?<!not )(?:get|gets|getting|have|got|receive) (?:loads|lots|plenty|tons|heaps|a lot|so many|masses)(?: of)? (?:leads|traffic|visitors|interest)
| not any ?more | no longer a
| (?:my|a|our|some) (?:\w+ )?(?:neighbou?rs?|friends?|mates?|budd(?:y|ies)|brothers?|sisters?|cousins?|uncles?|aunts?|competitors?|inlaw|law)(?: of mine)? (?:\w+ )?(?:needs?|wants?|looks|looking|lacks|seeks|has|have|cant|could)
"""
_FR = r"""
(?:pas|plus|jamais|aucun|aucunement|nul|sans)(?: \w+){0,1}? (?:besoin|envie|interesses?|necessaire) | (?:ne|n) (?:\w+ )?(?:veut|veux|voulons|cherche|cherchons|demande|voulait) (?:pas|plus|aucun)
| (?:on|je|nous) (?:veut|veux|voulons|cherche|cherchons) (?:pas|aucun) | ni besoin
| pas(?: \w+){0,2}? (?:probleme|problemes|souci|soucis|question|priorite|sujet) | aucun (?:probleme|souci)
| (?:va|vont|marche|marchent|fonctionne|fonctionnent|tourne|roule)(?: \w+)? (?:bien|merci|super|tres bien|nickel|parfaitement) | (?<!pas )(?<!plus )assez de (?!temps|place)
| (?:a|ai|avons|recoit|recois|recevons) (?:plein|beaucoup|pas mal|enormement) de (?:leads|prospects|contacts|visites|trafic)
| (?:deja|c est) (?:regle|resolu|fait) | on (?:l )?a regle
| (?:a l epoque|autrefois|dans le temps|jadis) | (?<!depuis )l (?:an|annee) (?:dernier|derniere|passe|passee) | il y a (?:\w+ )?(?:ans|an|annees) | (?:^|et |mais )avant(?! de\b| d\b| la\b| le\b| l\b| les\b| que\b| qu\b| noel| fin| mi\b| tout)
| (?:mon|ma|un|une|mes|des) (?:beau |belle |petit |petite )?(?:voisins?|voisine|amis?|amie|potes?|copains?|copine|freres?|soeurs?|cousins?|cousine|oncle|tante|concurrents?|collegue) (?:qui )?(?:\w+ )?(?:cherche|cherchent|veut|voudrait|a besoin|n a|manque|n arrive|trouve|ne trouve)
"""
_ES = r"""
(?:no|ni|nunca|tampoco|sin)(?: \w+){0,2}? (?:necesita|necesitamos|necesito|necesidad|quiero|queremos|quiere|busco|buscamos|hacen? falta|interesa|interesan|pedimos)
| (?:no|ni|nunca|ningun)(?: \w+){0,2}? (?:problema|problemas|tema|prioridad|inconveniente) | no (?:se trata|va|es cuestion) de | nada de (?!tiempo)
| (?:va|van|funciona|funcionan|esta|estan|marcha|anda)(?: \w+)? (?:bien|genial|perfecto|perfectamente|resuelto|cubierto|cubierta) | de sobra | (?<!no hay )(?<!no tenemos )(?<!sin )(?:bastantes|suficientes) (?!\w+ pero)
| (?<!no )(?:tenemos|tengo|llegan|entran|recibimos) (?:muchos|muchas|bastantes|un monton de|mogollon de) (?:leads|contactos|prospectos|visitas)
| ya (?:esta|lo|los|la) (?:\w+ )?(?:resuelto|resolvimos|solucionado|tenemos|arreglado)
| en aquella epoca | en aquel entonces | (?<!desde )el ano pasado | hace (?:\w+ )?(?:anos) | (?<!cuanto )(?<!lo )(?:^|y |pero )antes(?! de\b| del\b| que\b| posible) | soliamos
| (?:mi|un|una|mis|unos) (?:vecin[oa]s?|amig[oa]s?|herman[oa]s?|prim[oa]s?|cunad[oa]s?|ti[oa]|coleg[a]s?|competidor|competencia) (?:\w+ )?(?:busca|buscan|quiere|quieren|necesita|necesitan|no tiene|tiene|no encuentra|pide)
"""
_SV = r"""
(?:inte|ej|aldrig|inga|ingen|inget)(?: \w+){0,2}? (?:behov|behover|intresserade?|intresserad|nodvandigt) | (?:behover|vill|soker|letar|onskar|kraver)(?: \w+){0,1}? (?:inte|ej|inga|inget|ingen)
| (?:inte|inga|inget|ej)(?: \w+){0,2}? (?:problem|problemet|fragan|bekymmer|prioritet) | (?:handlar|galler) inte om
| (?:funkar|fungerar|gar|rullar|ar)(?: \w+)? (?:bra|fint|perfekt|toppen|utmarkt|jattebra) | (?<!inte )(?:tillrackligt med|gott om|nog med) (?!tid)
| (?:har|far) (?:\w+ )?(?:massor av|massor med|massa|manga|mangder av) (?:leads|prospekt|besokare)
| redan (?:lost|fixat|ordnat|klart) | (?:har|vi) lost det
| pa den tiden | (?<!sen )(?<!sedan )forra aret | for (?:\w+ )?ar sen | for (?:\w+ )?ar sedan | (?:^|och |men )(?:forr|forut|tidigare) | brukade
| inte langre$
| (?:min|mitt|en|vara|mina) (?:grannar?|granne|kompis|kompisar|polare|bror|syster|kusin|svager|svagerska|van|vanner|konkurrent|farbror|moster|kollega) (?:\w+ )?(?:vill|behover|letar|soker|hittar|har|saknar|skulle)
"""


def _compiled(text: str) -> re.Pattern[str]:
    parts = [part.strip() for line in text.strip().splitlines() for part in [line.strip().removeprefix("| ")]]
    return re.compile("|".join(rf"(?:\b|^)(?:{part})(?:\b|$)" for part in _alternatives(parts)))


def _alternatives(lines: list[str]) -> list[str]:
    """Return the alternatives of lines: a bar between spaces stands between two."""
    return [part for line in lines for part in line.split(" | ")]


DISOWNING: Mapping[str, re.Pattern[str]] = {
    "en": _compiled(_EN),
    "fr": _compiled(_FR),
    "es": _compiled(_ES),
    "sv": _compiled(_SV),
}

BARELY_DENIED = re.compile(
    r"(?:not|inte|ej)\b(?! (?:enough|only|many|much|getting|tillrackligt|nog|manga|mycket|bara)\b)"
)
"""How words begin that deny what follows, and say nothing else: "not support"."""
