"""Makes links of campaigns, follows them, and says by which one somebody came to the chat.

A link leads to the chat, or to an address that it was made for, and to no other. What an address carries beside it
(UTM, ids of clicks on advertisements) is too long for what a messenger lets a link to a chat carry: so it waits here
under a short name, which goes along instead.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from msgspec import Struct

from bot.cleaning import clean_text
from scoring.model_reader import AUDIENCES
from storage import links
from storage.links import StoredLink
from storage.statements import Transaction

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Those that nobody takes for another one, where a link is read from paper."""
_LINK_CHARS, _CLICK_CHARS, CONTENT_CHARS = 8, 20, 16
"""A link is found by who has been told; a click by nobody but the one who clicked."""
_BY_LINK = re.compile(rf"l-([{LETTERS}]{{{_LINK_CHARS}}})")
_BY_CLICK = re.compile(rf"c-([{LETTERS}]{{{_LINK_CHARS}}})-([{LETTERS}]{{{_CLICK_CHARS}}})")
_PLAIN = re.compile(r"(?:(b2b|b2c)(?:[_-]|$))?(.*)", re.DOTALL)
CARRIED = (
    *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id"),
    *("gclid", "gbraid", "wbraid", "dclid", "fbclid", "msclkid", "ttclid", "twclid", "li_fat_id", "rdt_cid", "epik"),
    *("mc_cid", "mc_eid", "_kx"),
)
"""What of an address is kept: how analytics, and the networks of advertisements and newsletters, name their own."""
_MOST_CHARS = 300
MAX_CAMPAIGN_CHARS = 60


class CameBy(Struct, frozen=True):
    """What a link to the chat tells of who came by it: their audience, the campaign, and what else is known of it.

    ``told`` goes into the signal that they started the chat.
    """

    audience: str | None = None
    campaign: str = ""
    medium: str = ""
    told: Mapping[str, str] = {}


NOWHERE = CameBy()


def make_link(
    tx: Transaction, campaign: str, *, medium: str, audience: str | None, target: str, now: datetime
) -> StoredLink:
    """Keep a new link and return it; ValueError says what is wrong with what it is made of."""
    named = {"campaign": clean_text(campaign, max_chars=200), "medium": clean_text(medium, max_chars=200)}
    if not named["campaign"]:
        raise ValueError("a link needs the name of a campaign, such as spring")
    if too_long := [name for name, text in named.items() if len(text) > MAX_CAMPAIGN_CHARS]:
        raise ValueError(f"the {too_long[0]} has more than {MAX_CAMPAIGN_CHARS} characters: give it a shorter name")
    if audience is not None and audience not in AUDIENCES:
        raise ValueError(f"found the audience {audience}, expected {' or '.join(AUDIENCES)}")
    if target and not _is_address(target):
        raise ValueError(f"{target} is no address: expected one such as https://example.com/spring")
    link = StoredLink(random_id(_LINK_CHARS), named["campaign"], named["medium"], audience, target, now)
    links.add(tx, link)
    return link


def start_of(link: StoredLink) -> str:
    """Return what a link to the chat carries, without anybody having clicked."""
    return f"l-{link.id}"


def follow_link(tx: Transaction, link: StoredLink, query: str, *, now: datetime) -> str:
    """Keep what the address of a link to the chat carried, and return what the link to the chat carries instead."""
    carried = carried_by(query)
    if not carried:
        return start_of(link)
    click = random_id(_CLICK_CHARS)
    links.add_click(tx, click, link.id, properties=carried, at=now)
    return f"c-{link.id}-{click}"


def came_by(tx: Transaction, start: str) -> CameBy:
    """Return what the words behind /start tell; a click counts for the first who comes with it.

    Without a link of ours they name the campaign themselves: ``b2c-spring`` is b2c by ``spring``.
    """
    by_click = _BY_CLICK.fullmatch(start)
    by_link = by_click or _BY_LINK.fullmatch(start)
    link = links.by_id(tx, by_link[1]) if by_link else None
    if link is None:
        plain = _PLAIN.fullmatch(start)
        return NOWHERE if by_link or plain is None else CameBy(plain[1], plain[2])
    carried = links.take_click(tx, by_click[2], link.id) if by_click else {}
    medium = {"medium": link.medium} if link.medium else {}
    return CameBy(link.audience, link.campaign, link.medium, {**carried, **medium})


def came_of(told: Mapping[str, str]) -> dict[str, object]:
    """Return how a link was spread (``medium``) and what its address carried (``click``), of what a start has told.

    >>> came_of({"campaign": "spring", "channel": "telegram", "medium": "email", "gclid": "Cj0"})
    {'medium': 'email', 'click': {'gclid': 'Cj0'}}
    """
    return {"medium": told.get("medium"), "click": {name: told[name] for name in CARRIED if name in told}}


def carried_by(query: str) -> dict[str, str]:
    """Return what is kept of what an address carries.

    >>> carried_by("utm_source=news&gclid=Cj0&session=7")
    {'utm_source': 'news', 'gclid': 'Cj0'}
    """
    try:
        pairs = parse_qsl(query, max_num_fields=100)
    except ValueError:
        return {}
    given = {name: clean_text(value, max_chars=_MOST_CHARS) for name, value in reversed(pairs)}
    return {name: given[name] for name in CARRIED if given.get(name)}


def with_carried(target: str, query: str) -> str:
    """Return the address of a link with what the link's own address carried; what it says itself stays.

    >>> with_carried("https://example.com/a?utm_source=x#top", "utm_source=y&gclid=Cj0")
    'https://example.com/a?utm_source=x&gclid=Cj0#top'
    """
    parts = urlsplit(target)
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    more = {name: value for name, value in carried_by(query).items() if name not in said}
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, urlencode(more))))))


def _is_address(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and target.isprintable() and " " not in target


def random_id(chars: int) -> str:
    """Return a name for a link that nobody guesses, of so many characters."""
    return "".join(secrets.choice(LETTERS) for _ in range(chars))
