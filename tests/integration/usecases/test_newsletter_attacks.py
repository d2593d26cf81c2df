"""Numbers that are no codes, and codes as people copy them: neither is taken for the other, and nothing is guessed."""

from dataclasses import replace

import msgspec
import pytest

from bot.json_text import to_json
from storage import leads, newsletter
from tests.builders import Office
from tests.integration.usecases.test_newsletter import MAIL, Postman, another, code_in, do, said, subscribed


@pytest.fixture
async def office(office: Office) -> Office:
    """Let there be a mail server."""
    office.setup = replace(office.setup, newsletter=True)
    return office


@pytest.fixture
def post(office: Office) -> Postman:
    return Postman(office)


async def asked_for_size(office: Office, post: Postman) -> str:
    """Let Quentin be asked how many they are while a code waits, and return the code."""
    await office.start()
    await office.tap("audience", "b2b")
    await said(office, f"subscribe me to your newsletter: {MAIL}")
    (mail,) = await post.deliver()
    assert "How many people" in await said(office, "better sales follow-up")
    return code_in(mail)


@pytest.mark.parametrize(("text", "size"), [("1200", 1200), ("about 1200 people", 1200), ("10 500", 10500)])
async def test_a_number_that_was_asked_for_since_is_an_answer_and_no_wrong_code(
    office: Office, post: Postman, text: str, size: int
) -> None:
    code = await asked_for_size(office, post)
    assert "code" not in await said(office, text)
    assert (await office.facts())["company_size"] == size
    assert f"goes to {MAIL}" in await said(office, code), "the code still counts"


async def test_a_number_as_long_as_a_code_is_an_answer_too_but_no_free_guess(office: Office, post: Postman) -> None:
    code = await asked_for_size(office, post)
    assert "code" not in await said(office, another(code) if code[0] != "0" else "150000")
    assert "company_size" in await office.facts()
    for _ in range(2):
        await said(office, f"no wait, it is {another(code)} people now, all offices and shops taken together")
    assert await subscribed(office) is None
    await said(office, code)
    assert await subscribed(office) is None, "three numbers were tried"


async def test_the_right_code_counts_though_something_else_was_asked_since(office: Office, post: Postman) -> None:
    assert f"goes to {MAIL}" in await said(office, await asked_for_size(office, post))


@pytest.mark.parametrize(
    "copied",
    [
        "{0}\u00a0{1}",
        "{0}\u202f{1}",
        "{0}  {1}",
        "{0} \u2013 {1}",
        "{0}\n{1}",
        "\u200b{0}{1}\u200b",
        "{0}{1} is your code for the Northwind newsletter",
        "Hi, I got it at last, the code is {0}{1}",
    ],
)
async def test_a_code_counts_however_it_was_copied(office: Office, post: Postman, copied: str) -> None:
    await office.start()
    await said(office, f"subscribe me to your newsletter: {MAIL}")
    (mail,) = await post.deliver()
    code = code_in(mail)
    assert f"goes to {MAIL}" in await said(office, copied.format(code[:3], code[3:]))


async def test_a_code_in_keys_of_emoji_counts(office: Office, post: Postman) -> None:
    await office.start()
    await said(office, f"subscribe me to your newsletter: {MAIL}")
    (mail,) = await post.deliver()
    assert f"goes to {MAIL}" in await said(office, "".join(f"{digit}\ufe0f\u20e3" for digit in code_in(mail)))


async def test_a_wrong_code_is_told_where_nothing_else_was_asked(office: Office, post: Postman) -> None:
    await office.start()
    await said(office, f"subscribe me to your newsletter: {MAIL}")
    (mail,) = await post.deliver()
    assert "2 more tries" in await said(office, another(code_in(mail)))
    lead = (await office.chat()).lead.id
    waiting = await office.write(lambda tx: newsletter.waiting(tx, lead))
    assert waiting is not None
    assert waiting.tries == 1


@pytest.mark.parametrize(
    ("told", "offered"),
    [
        ("n/a", ""),
        ("ada@x..com", ""),
        (f"ada@{'x' * 70}.com", ""),
        ("a@b@c.com", ""),
        ("42", ""),
        ("Ada <ada@x.com>", "ada@x.com"),
        ("ada@x.com, bob@y.com", "ada@x.com"),
        ("ada@x.com\r\nBcc: bob@y.com", "ada@x.com"),
    ],
)
async def test_what_others_say_is_their_address_is_offered_only_if_it_is_one(
    office: Office, post: Postman, told: str, offered: str
) -> None:
    await office.start()
    await office.tap("audience", "b2c")
    lead = (await office.chat()).lead
    await office.write(lambda tx: leads.save(tx, msgspec.structs.replace(lead, facts=to_json({"email": told}))))
    asked = await said(office, "newsletter")
    assert (f"go to {offered}?" if offered else "Which email address") in asked
    await do(office, "known")
    assert [mail.to for mail in await post.deliver()] == ([offered] if offered else [])


async def test_a_mailbox_is_one_with_whatever_dots_and_tags(office: Office, post: Postman) -> None:
    mails = 0
    for spelled in ("ada.l@acme.example", "a.dal@acme.example", "adal+x@acme.example", "a.d.a.l+y@acme.example"):
        told = await said(office, f"subscribe me to your newsletter: {spelled}")
        mails += len(await post.deliver())
    assert "as many codes as I may" in told
    assert mails == 3
