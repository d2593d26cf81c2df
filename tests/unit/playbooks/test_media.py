"""Pictures and documents that go with answers: where they may be, and what marketers read where one is not right."""

from pathlib import Path

import pytest

from bot.playbooks import Kept, check, load
from bot.playbooks.media import mistake_in, size_of
from bot.rendering import compile_text
from bot.script import Media
from tests.unit.playbooks.template_trees import SCRIPT, TEXTS, write

B2B = "playbooks/b2b"
TOPICS = """\
topics:
  map: {label: Map, asks: [where is it], say: Here.}
  terms: {label: Terms, asks: [terms], say: There.}
"""
FAQ = """\
topics:
  map: {funnel: tofu, picture: map.png}
  terms: {funnel: mofu, document: {en: "https://example.com/terms.pdf"}}
"""


def png(width: int = 800, height: int = 600) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08"


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc0\x00\x11\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8\xff\xe0\x00\x04ab" + frame + b"\x03" * 12


def tree(folder: Path, faq: str = FAQ, **media: bytes) -> Path:
    files = {f"media/{name.replace('_', '.')}": content for name, content in ({"map_png": png()} | media).items()}
    return write(folder, {f"{B2B}/faq.yaml": faq, f"{B2B}/texts/en.yaml": TEXTS + TOPICS, **files})


def said(folder: Path) -> list[str]:
    return [str(each) for each in check(folder, compile_text=compile_text)]


def test_a_file_of_the_folder_and_an_address_are_found(tmp_path: Path) -> None:
    folder = tree(tmp_path)
    assert said(folder) == []
    topics = load(folder, compile_text=compile_text).audiences["b2b"].topics
    assert topics["map"].media == Media(True, (("", str(folder / "media/map.png")),))
    assert topics["terms"].media == Media(False, (("en", "https://example.com/terms.pdf"),))


def test_what_the_folder_lacks_is_taken_from_the_base(tmp_path: Path) -> None:
    base = tree(tmp_path / "base")
    mine = tree(tmp_path / "mine")
    (mine / "media/map.png").unlink()
    media = load(mine, compile_text=compile_text, base=base).audiences["b2b"].topics["map"].media
    assert media is not None
    assert media.place("sv") == str(base / "media/map.png")


def test_templates_that_were_kept_start_without_their_pictures(tmp_path: Path) -> None:
    folder = tree(tmp_path)
    kept = Kept(load(folder, compile_text=compile_text).own, folder)
    (folder / "media/map.png").unlink()
    media = load(kept, compile_text=compile_text).audiences["b2b"].topics["map"].media
    assert media is not None
    assert media.place("en") == str(folder / "media/map.png")


def test_each_language_has_its_own_and_else_the_english_one() -> None:
    media = Media(True, (("en", "map.png"), ("fr", "plan.png")))
    assert [media.place(locale) for locale in ("fr", "en", "sv")] == ["plan.png", "map.png", "map.png"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "map.png",
            "mapp.png",
            'topics.map.picture: mapp.png: missing file (did you mean "map.png"?)',
        ),
        (
            "map.png",
            "../map.png",
            'topics.map.picture: found "../map.png", expected the name of a file in the folder media',
        ),
        ("map.png", "/etc/passwd", 'topics.map.picture: found "/etc/passwd", expected the name of a file'),
        ("map.png", "map.pdf", 'topics.map.picture: found "map.pdf", expected a picture that ends in .png, .jpg'),
        ("map.png", "http://example.com/a.png", "expected the name of a file in the folder media, or an address that"),
        (
            "terms.pdf",
            "terms.docx",
            'topics.terms.document.en: found "https://example.com/terms.docx", expected an address',
        ),
        ('{en: "https', '{xx: "https', 'topics.terms.document.xx: "xx" is no language, expected en'),
        ("picture: map.png", "picture: map.png, document: map.png", "expected a picture or a document, not both"),
    ],
)
def test_marketers_read_what_is_wrong(tmp_path: Path, old: str, new: str, found: str) -> None:
    assert [each for each in said(tree(tmp_path, FAQ.replace(old, new))) if found in each] != []


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.png", b"", "an empty file"),
        ("a.png", b"GIF89a", "a file that is no PNG"),
        ("a.pdf", b"<html>", "a file that is no PDF"),
        ("a.png", png(9000, 2000), "9000 by 2000 pixels"),
        ("a.png", png(2100, 100), "2100 by 100 pixels"),
        ("a.jpg", jpeg(8000, 4000), "8000 by 4000 pixels"),
        ("a.png", png() + b"x" * 10_000_000, "10000025 bytes"),
    ],
)
def test_what_telegram_would_refuse_is_told_before_anybody_asks(
    tmp_path: Path, name: str, content: bytes, found: str
) -> None:
    (tmp_path / name).write_bytes(content)
    wrong = mistake_in(tmp_path / name, is_picture=not name.endswith(".pdf"))
    assert wrong is not None
    assert wrong[0] == found


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.png", png(2000, 100)), ("a.jpg", jpeg(4000, 3000)), ("a.webp", b"RIFF1234WEBP"), ("a.docx", b"PK")],
)
def test_what_telegram_takes_is_right(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert mistake_in(tmp_path / name, is_picture=not name.endswith(".docx")) is None


def test_folders_and_what_is_gone_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()
    assert mistake_in(tmp_path / "a.png", is_picture=True) == ("no file", "a file")
    assert mistake_in(tmp_path / "b.png", is_picture=True) is not None


@pytest.mark.parametrize("head", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00\x00", b"\xff\xd8\xff\xe0" + b"\x00" * 40])
def test_a_picture_that_is_cut_off_has_no_size_and_stops_nothing(head: bytes) -> None:
    assert size_of(head, ".jpg") == (1, 1)


def test_the_picture_of_a_content_is_found_and_checked_too(tmp_path: Path) -> None:
    content = 'pricing: {funnel: bofu, url: "https://example.com/pricing"'
    files = {"playbooks/b2b/script.yaml": SCRIPT.replace(content, f"{content}, picture: map.png")}
    folder = write(tmp_path, {**files, "media/map.png": png()})
    script = load(folder, compile_text=compile_text).audiences["b2b"].script
    assert script.contents[0].media == Media(True, (("", str(folder / "media/map.png")),))
    (folder / "media/map.png").write_bytes(png(9000, 9000))
    assert any("contents.pricing.picture: map.png" in each for each in said(folder))
