"""Finds e-mail addresses that were said aloud and written down by a phone: "ada dot berg at example dot com".

Where an address is asked for, also those that a phone has put blanks into: "ada @ example.com".

Who is not asked for an address may say "at" of anything: then it must be called one, or hold a sign before the "at".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from bot.understanding.contacts import Contact
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_SIGNS = ".-_"
_BRACKETS = frozenset("()[]{}<>")
_MOST_PIECES = 3
"""Words between two signs that a phone may have cut one name into: "bright side dot com"."""
_LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, or the sign that words stand for."""

    written: str
    is_sign: bool
    first: Token
    last: Token


def spoken_emails(utterance: Utterance, *, asked: bool) -> Iterator[Contact]:
    """Yield the addresses that are spelt in words; ``asked`` says that an address is what was asked for."""
    lexicon = utterance.lexicon
    tokens = (
        utterance.tokens if utterance.as_typed is None else utterance.as_typed.tokens
    )  # "c" is a name's letter here
    texts = {token.text for token in tokens}
    in_blanks = asked and "@" in texts and any(_is_apart(tokens, at) for at in range(len(tokens)))
    in_brackets = asked and any(_is_letter_in_brackets(tokens, at) for at in range(len(tokens)))
    if not (in_blanks or in_brackets) and not any(texts.issuperset(each) for each in lexicon.spoken_signs["@"]):
        return
    pieces = list(_pieces(tokens, lexicon))
    for at, piece in enumerate(pieces):
        if piece.written == "@":
            names = _before(pieces[:at], lexicon), _behind(pieces[at + 1 :])
            if all(names) and (asked or _is_surely_one(pieces, at, names[0], lexicon)):
                yield from _address(names[0], names[1])


def _is_apart(tokens: Sequence[Token], at: int) -> bool:
    """Say whether an @ or a dot has a blank beside it, or a comma none: "ada @ example.com", "ada@example,com"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None:
        return False
    is_glued = tokens[at].glued and following.glued
    return is_glued if tokens[at].text == "," else tokens[at].text in ("@", ".") and not is_glued


def _is_letter_in_brackets(tokens: Sequence[Token], at: int) -> bool:
    """Say whether an a in brackets stands for an @: "ada(a)example.com"."""
    said = [token.text for token in tokens[at : at + 3]]
    return len(said) == 3 and said[0] in _BRACKETS and said[1] == "a" and said[2] in _BRACKETS


def _pieces(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[_Piece]:
    at = 0
    while at < len(tokens):
        sign, length = _sign(tokens, at, lexicon)
        if sign or tokens[at].text not in _BRACKETS:
            yield _Piece(sign or tokens[at].raw, bool(sign), tokens[at], tokens[at + length - 1])
        at += length


def _sign(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[str, int]:
    """Return the sign that stands at a place, in words or as itself, and over how many tokens; nothing for a word."""
    if _is_letter_in_brackets(tokens, at):
        return "@", 3
    for length in range(min(_LONGEST_PHRASE, len(tokens) - at), 0, -1):
        said = tuple(token.text for token in tokens[at : at + length] if token.text != "-" or length == 1)
        for sign, phrases in lexicon.spoken_signs.items():
            if said in phrases:
                return sign, length
    if tokens[at].text == "," and tokens[at].glued and at + 1 < len(tokens) and tokens[at + 1].glued:
        return ".", 1  # a slip of the thumb: ada@acme,com
    return (tokens[at].text, 1) if tokens[at].text in f"@{_SIGNS}" else ("", 1)


def _before(pieces: Sequence[_Piece], lexicon: Lexicon) -> list[_Piece]:
    """Return the name before the at: words that signs join, or single letters; nothing where it may be longer."""
    name: list[_Piece] = []
    for piece in reversed(pieces):
        joins = not name or piece.is_sign != name[0].is_sign
        spelt = bool(name) and not piece.is_sign and len(piece.written) == 1
        if (piece.is_sign and piece.written not in _SIGNS) or not (piece.is_sign or piece.first.is_word):
            break
        if not joins and not spelt:
            return name if _leads_up(piece.first, lexicon) else []
        name.insert(0, piece)
    return name if name and not name[0].is_sign else name[1:]


def _leads_up(word: Token, lexicon: Lexicon) -> bool:
    """Say whether a word stands before an address without being a part of it: my email is ..."""
    return any(word.text in table for table in (lexicon.stop, lexicon.fillers, lexicon.noes, lexicon.mail))


def _behind(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the domain behind the at, up to the word behind its last dot; nothing where it has no dot."""
    name: list[_Piece] = []
    apart = 0
    for piece in pieces:
        if piece.is_sign and piece.written not in _SIGNS:
            break
        if not piece.is_sign and not piece.first.is_word:
            break
        follows_word = bool(name) and not name[-1].is_sign and not piece.is_sign
        if follows_word and (apart == _MOST_PIECES or any(each.written == "." for each in name)):
            if piece.first.glued:
                return []  # "0@0.a0" ends in no domain
            break
        apart += follows_word
        name.append(piece)
    while name and name[-1].is_sign:
        name.pop()
    return name if any(each.written == "." for each in name) and not name[0].is_sign else []


def _is_surely_one(pieces: Sequence[_Piece], at: int, name: Sequence[_Piece], lexicon: Lexicon) -> bool:
    """Say whether an address is one though nobody asked for it: "look at example dot com" is none."""
    if pieces[at].first.text not in lexicon.company_at or any(each.is_sign for each in name):
        return True
    return any(each.first.text in lexicon.mail for each in pieces[: at - len(name)])


def _address(before: Sequence[_Piece], behind: Sequence[_Piece]) -> Iterator[Contact]:
    local, domain = ("".join(each.written for each in name).lower() for name in (before, behind))
    try:
        address = validate_email(f"{local}@{domain}", check_deliverability=False).normalized
    except EmailNotValidError:
        return
    yield Contact(address, before[0].first.start, behind[-1].last.end)
