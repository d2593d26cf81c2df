// What stands below a conversation: Start, the reply keyboard, the text field, and what can be attached.

import { label } from "./bubble.js";
import { el, icon, iconButton, isByKeyboard, menu } from "./dom.js";
import { act } from "./wire.js";

// What everybody asks first, in the languages that a phone can be set to here.
const FIRST_QUESTION = {
  en: "What does it cost?", fr: "Combien ça coûte\u202f?", es: "¿Cuánto cuesta?", sv: "Vad kostar det?", de: "Was kostet das?",
};
const PER_LETTER = 22;

export class Composer {
  constructor(pane) {
    this.pane = pane;
    this.field = el("textarea", {
      rows: "1", placeholder: "Message", "aria-label": "Message", maxlength: "4096", autocomplete: "off", dir: "auto",
      onkeydown: (event) => this.key(event), oninput: () => this.fit(),
    });
    this.context = el("div", { class: "context", hidden: true });
    this.keys = el("div", { class: "reply-keyboard", role: "group", "aria-label": "Suggested replies", hidden: true });
    this.form = el("form", { class: "write", onsubmit: (event) => this.submit(event) },
      menu("attach", "Attach", () => this.attachments()), this.field,
      el("button", { class: "send", type: "submit", "aria-label": "Send" }, icon("send")));
    this.commandsButton = menu("dots", "Commands", () => this.commands());
    this.commandsButton.firstElementChild.replaceChildren("/");
    this.commandsButton.classList.add("commands");
    this.form.prepend(this.commandsButton);
    this.gate = el("div", { class: "gate", hidden: true });
    this.root = el("footer", { class: "composer" }, this.context, this.form, this.keys, this.gate);
  }

  draw(chat) {
    const isClosed = chat.blocked || chat.migrated_to || (!this.pane.isGroup && !chat.started);
    this.form.hidden = Boolean(isClosed);
    this.gate.hidden = !isClosed;
    this.commandsButton.hidden = this.commands().length === 0;
    const shape = JSON.stringify([chat.blocked, chat.started, chat.migrated_to, this.pane.id, chat.keyboard, this.pane.person?.language_code]);
    if (shape === this.drawn) return;
    this.drawn = shape;
    this.drawGate(chat);
    this.drawKeys(isClosed ? null : chat.keyboard);
  }

  drawGate(chat) {
    const { pane } = this;
    const solid = (text, act) => el("button", { type: "button", class: "solid", onclick: act }, text);
    if (chat.migrated_to) {
      this.gate.replaceChildren(el("p", {}, "This group has become a supergroup."));
    } else if (chat.blocked) {
      const unblock = () => this.begin(() => act(`/chats/${pane.id}/block`, { blocked: false }));
      this.gate.replaceChildren(el("p", {}, "The bot is blocked: it cannot write here."), solid("Unblock", unblock));
    } else {
      const code = el("input", { "aria-label": "Campaign code", placeholder: "campaign code", maxlength: "64", pattern: "[A-Za-z0-9_\\-]*" });
      const start = (event) => { if (code.reportValidity()) this.start(code.value, isByKeyboard(event)); };
      code.addEventListener("keydown", (event) => { if (event.key === "Enter") start(event); });
      this.gate.replaceChildren(solid("Start", start), el("label", {}, "came by", code), this.suggestion());
    }
  }

  // A question that stands ready: pressed, it is typed and sent, before anything else was said.
  suggestion() {
    const language = this.pane.person?.language_code;
    const known = FIRST_QUESTION[language] ? language : "en";
    const chip = el("button", {
      type: "button", class: "chip", lang: known, onclick: (event) => this.ask(FIRST_QUESTION[known], isByKeyboard(event)),
    }, FIRST_QUESTION[known]);
    return el("p", { class: "ask" }, "or ask at once:", chip);
  }

  async ask(question, byKeyboard) {
    const { pane } = this;
    const { id, person } = pane;
    this.gate.hidden = true;
    this.form.hidden = false;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (let typed = isStill ? question.length : 1; typed <= question.length; typed += 1) {
      if (pane.id !== id || pane.person?.id !== person?.id) return; // Somebody else holds the phone now.
      this.field.value = question.slice(0, typed);
      if (!isStill) await new Promise((go) => { setTimeout(go, PER_LETTER); });
    }
    this.forget();
    this.begin(() => act(`/chats/${id}/say`, { by: person?.id, text: question }), byKeyboard);
  }

  start(payload, byKeyboard) {
    return this.begin(() => act(`/chats/${this.pane.id}/start`, payload ? { payload } : {}), byKeyboard);
  }

  // Where a chat begins the gate goes, and the focus with it: a keyboard is led to the bot's answer, a mouse to the text.
  async begin(doing, byKeyboard = false) {
    const { pane } = this;
    if (byKeyboard) pane.leadToNews();
    await pane.attempt(doing);
    await pane.refresh();
    if (!byKeyboard) this.field.focus();
  }

  drawKeys(keyboard) {
    const rows = keyboard?.keyboard || [];
    this.keys.hidden = rows.length === 0;
    this.field.placeholder = keyboard?.input_field_placeholder || "Message";
    this.keys.replaceChildren(...rows.map((row) => el("div", { class: "keys" }, ...row.map((button) => (
      el("button", { type: "button", class: `key ${button.style || ""}`, onclick: () => this.press(button) },
        button.request_contact ? icon("phone") : null, label(button))
    )))));
  }

  press(button) {
    const { pane } = this;
    return pane.attempt(() => act(`/chats/${pane.id}/press`, { by: pane.person?.id, text: button.text }))
      .then(() => this.field.focus());
  }

  attachments() {
    const { pane } = this;
    const by = pane.person?.id;
    // What stands in the field is said below it; a reply goes to what is being replied to.
    const send = (kind) => () => {
      const caption = this.field.value.trim().slice(0, 1024);
      const answered = this.replying ? { reply_to: this.replying.message_id } : {};
      this.forget();
      return pane.attempt(() => act(`/chats/${pane.id}/send`, { by, kind, caption, ...answered }));
    };
    const contact = (card) => () => pane.attempt(() => act(`/chats/${pane.id}/contact`, { by, ...card }));
    return [
      ["Own contact", contact({})],
      ["Somebody else's contact", contact({ phone: "+46709999999", first_name: "Kim" })],
      ["Photo", send("photo")],
      ["Voice message", send("voice")],
      ["Document", send("document")],
      ["Video", send("video")],
      ["Sticker", send("sticker")],
      ["Location", send("location")],
    ];
  }

  // The commands that this person is offered: by the narrowest scope, then by language.
  commands() {
    const listed = this.pane.bot?.commands || {};
    const scopes = this.pane.isGroup ? ["all_group_chats", "default"] : ["all_private_chats", "default"];
    const languages = [this.pane.person?.language_code || "", ""];
    const ownScope = { chat_id: this.pane.id, type: "chat" };
    const wanted = [JSON.stringify(ownScope), ...scopes.map((type) => JSON.stringify({ type }))];
    const keys = wanted.flatMap((scope) => languages.map((language) => `${scope}|${language}`));
    const spaced = Object.fromEntries(Object.entries(listed).map(([key, value]) => [key.replace(/([:,]) /g, "$1"), value]));
    const found = keys.map((key) => spaced[key]).find((list) => list?.length) || [];
    return found.map(({ command, description }) => [`/${command}  ${description}`, () => this.pane.send(`/${command}`)]);
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Escape" && !this.context.hidden) {
      this.forget();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      const own = (this.pane.chat?.messages || []).filter((one) => (
        one.from.id === this.pane.person?.id && one.text && !one.deleted
      ));
      if (own.length) { event.preventDefault(); this.edit(own.at(-1)); }
    }
  }

  submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    const { pane, editing, replying } = this;
    this.forget();
    const body = { by: pane.person?.id, text };
    if (editing) pane.attempt(() => act(`/chats/${pane.id}/edit`, { ...body, message_id: editing.message_id }));
    else pane.send(text, replying ? { reply_to: replying.message_id } : {});
  }

  edit(message) {
    this.editing = message;
    this.replying = null;
    this.field.value = message.text ?? message.caption;
    this.explain("Editing", this.field.value);
  }

  reply(message) {
    this.replying = message;
    this.editing = null;
    this.explain(`Reply to ${message.from.first_name}`, message.text ?? message.caption ?? "");
  }

  explain(what, text) {
    this.context.hidden = false;
    this.context.replaceChildren(
      el("span", {}, el("strong", {}, what), " ", text.slice(0, 80)),
      iconButton("close", "Cancel", () => { this.forget(); this.field.focus(); }));
    this.fit();
    this.field.focus();
  }

  forget() {
    this.editing = null;
    this.replying = null;
    this.field.value = "";
    this.context.hidden = true;
    this.fit();
  }

  fit() {
    this.field.style.height = "auto";
    if (!this.field.scrollHeight) return; // It is not shown yet, and has no height that could be measured.
    this.field.style.height = `${Math.min(this.field.scrollHeight, 140)}px`;
  }
}
