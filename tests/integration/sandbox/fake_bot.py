"""A small bot over plain HTTP, with which the page and the client are tried; it scores nothing real."""

import asyncio
from typing import Any

import aiohttp

JSON = dict[str, Any]

WELCOME = (
    "Hi {name}! I'm the assistant of <b>Northwind</b>. A few taps, and you'll know whether we can help, "
    "and who to talk to.\nIs it for your company or for yourself?\n"
    "<i>By choosing, you agree that we keep your answers:</i> /privacy"
)
NEED = "What would help you most? You can also just tell me."
CARD = (
    "<b>#1042 {name} (Acme): better sales follow-up · LUKEWARM</b>\n"
    "<b>Why now:</b> sales director +20 · about 200 people +14 · answered within a minute, twice +8\n"
    "Came via <i>spring / LinkedIn ad</i> · writes English · still answering\n"
    "<blockquote>Hi {name}, Bo here. Drowning in inbound at 200 people: how many requests a week do you get?"
    "</blockquote>/claim 1042"
)


def keys(*rows: list[JSON]) -> JSON:
    return {"inline_keyboard": list(rows)}


def key(text: str, data: str, style: str | None = None) -> JSON:
    return {"text": text, "callback_data": data} | ({"style": style} if style else {})


def heard(number: int, text: str, points: float, *facts: JSON, **more: Any) -> JSON:
    """Describe a message as the application would, by what it was taken to mean."""
    told = {"facts": list(facts), "intent": None, "question": False, "topics": [], "by": "rules", "kept": False}
    return {"message_id": number, "update_id": number, "text": text, "points": points, "locale": "en"} | told | more


MESSAGES = [
    heard(3, "what would it cost, roughly?", 5, question=True, topics=["pricing"], by="encoder"),
    heard(4, "are you human?", 0, intent="bot", question=True),
    heard(5, "I'm the sales director", 20, {"label": "Role", "value": "sales director", "sure": True, "by": "rules"}),
    heard(6, "as soon as we can", 9, {"label": "Start", "value": "this quarter", "sure": False, "by": "encoder"}),
]


class FakeBot:
    """Polls, and answers like the bot of the story."""

    def __init__(self, url: str, token: str, *, sales: int) -> None:
        self.base = f"{url}/bot{token}"
        self.sales = sales
        self.names: dict[int, str] = {}

    async def run(self) -> None:
        async with aiohttp.ClientSession() as self.session:
            commands = [("start", "Begin"), ("privacy", "What we keep"), ("human", "Talk to a person")]
            listed = [{"command": name, "description": text} for name, text in commands]
            await self.call("setMyCommands", commands=listed)
            offset = 0
            while True:
                for update in (await self.call("getUpdates", offset=offset, timeout=30)) or []:
                    offset = update["update_id"] + 1
                    await self.handle(update)

    async def call(self, method: str, **params: Any) -> Any:
        async with self.session.post(f"{self.base}/{method}", json=params) as answer:
            body = await answer.json()
            return body.get("result")

    async def say(self, chat: int, text: str, markup: JSON | None = None) -> Any:
        await self.call("sendChatAction", chat_id=chat, action="typing")
        return await self.call("sendMessage", chat_id=chat, text=text, parse_mode="HTML", reply_markup=markup or {})

    async def handle(self, update: JSON) -> None:
        if tap := update.get("callback_query"):
            await self.tapped(tap)
        elif message := update.get("message"):
            await self.said(message)
        elif edited := update.get("edited_message"):
            await self.say(edited["chat"]["id"], f"Corrected: <i>{edited['text']}</i>.")

    async def said(self, message: JSON) -> None:
        chat, text = message["chat"]["id"], message.get("text", "")
        self.names[chat] = message["from"]["first_name"]
        if chat == self.sales:
            return
        if text.startswith("/start"):
            choice = [key("For my company", "audience:b2b"), key("For myself", "audience:b2c")]
            await self.say(chat, WELCOME.format(name=self.names[chat]), keys(choice))
        elif message.get("contact"):
            await self.say(chat, "Thank you, Bo will call you.", {"remove_keyboard": True})
        elif "director" in text:
            await self.say(
                chat,
                "Got it: better follow-up, sales director, Acme, about 200 people. "
                "(Wrong? Just edit your message.)\nWhen would you like to start?",
                keys(
                    [key("Now", "when:now"), key("This quarter", "when:quarter")],
                    [key("This year", "when:year"), key("Just exploring", "when:exploring")],
                ),
            )
            await self.ring(chat)
        else:
            await self.say(chat, "I did not get that, but I will not ask again.")

    async def ring(self, chat: int) -> None:
        buttons = keys(
            [key("Claim", "claim:1042", "success"), key("Chat", "chat:1042"), key("Not a fit", "unfit:1042", "danger")]
        )
        await self.say(self.sales, CARD.format(name=self.names[chat]), buttons)

    async def tapped(self, tap: JSON) -> None:
        chat, message = tap["message"]["chat"]["id"], tap["message"]
        name = tap["data"].partition(":")[0]
        edit = {"chat_id": chat, "message_id": message["message_id"], "parse_mode": "HTML"}
        if name == "audience":
            await self.call("answerCallbackQuery", callback_query_id=tap["id"])
            await self.call("editMessageText", text="✓ <b>For my company</b>", **edit)
            options = ["More leads", "Better sales follow-up", "Customer service", "Something else"]
            await self.say(chat, NEED, keys(*[[key(option, f"need:{option[:20]}")] for option in options]))
        elif name == "claim":
            who = tap["from"]["first_name"]
            await self.call("answerCallbackQuery", callback_query_id=tap["id"], text=f"Yours, {who}.")
            outcomes = keys(
                [key("Reached", "out:r", "success"), key("No answer", "out:n"), key("Meeting", "out:m", "primary")],
                [key("Won", "out:w"), key("Lost", "out:l"), key("Not a fit", "out:u")],
            )
            text = CARD.format(name="Quentin").replace("LUKEWARM", f"claimed by {who}, after 38 seconds")
            await self.call("editMessageText", text=text, reply_markup=outcomes, **edit)
        elif name == "when":
            await self.call(
                "answerCallbackQuery", callback_query_id=tap["id"], text="Noted: this quarter.", show_alert=True
            )
            share = {"keyboard": [[{"text": "Share my number", "request_contact": True}], [{"text": "Rather not"}]]}
            contents = "Thank you, that's all I need to know. Bo from our team can write to you right here."
            await self.say(chat, contents, share | {"resize_keyboard": True})
        else:
            await self.call("answerCallbackQuery", callback_query_id=tap["id"], text="Thank you.")


async def lead_of(_: int) -> JSON:
    """Describe a lead as the application would."""
    await asyncio.sleep(0)
    lines = [
        ("fit.role", "Role: sales director", 20, 0, 0),
        ("fit.company_size", "Company size: 200", 14, 0, 0),
        ("engagement.chat.answered", "Answered a question", 14, -2, -0.4),
        ("engagement.page.viewed", "Viewed the pricing page", 20, 0, -3.2),
        ("engagement.newsletter.unsubscribed", "Unsubscribed from the newsletter", -15, 0, 0),
    ]
    ledger = [
        {"rule": rule, "label": label, "given": given, "lost_to_cap": cap, "lost_to_decay": decay}
        | {"remains": given + cap + decay}
        for rule, label, given, cap, decay in lines
    ]
    engagement = 11.6 + 16.8 - 15
    return {
        "lead": 1042,
        "audience": "b2b",
        "locale": "en",
        "sales_locale": "en",
        "tier": "lukewarm",
        "score": 34 + engagement,
        "fit": 34,
        "engagement": engagement,
        "next_change_at": "2027-01-04T10:00:00Z",
        "facts": [
            {"field": "need", "value": "better sales follow-up"},
            {"field": "role", "value": "sales director"},
            {"field": "company_size", "label": "size", "value": 200},
            {"field": "company", "value": "Acme"},
        ],
        "ledger": ledger,
        "messages": MESSAGES,
        "limits": {"fit": [-100, 60], "engagement": [0, 60]},
        "tier_changes": [{"at": "2026-11-22T15:02:11Z", "tier_from": "cold", "tier_to": "lukewarm"}],
    }
