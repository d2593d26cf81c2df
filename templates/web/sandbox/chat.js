// A phone: the header, the conversation and the composer of one chat, in the hands of one person.

import { bubble } from "./bubble.js";
import { Composer } from "./composer.js";
import { avatar, el, menu } from "./dom.js";
import { act, read } from "./wire.js";

const TYPING_FOR = 5000;
const TOAST_FOR = 4500;
const ANSWER_WITHIN = 30;

export class ChatPane {
  constructor(root, { isGroup, say }) {
    this.root = root;
    this.isGroup = isGroup;
    this.sayAlert = say;
    this.rows = new Map();
    this.header = el("header", { class: "chat-header" });
    this.list = el("ol", { class: "messages" });
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", tabindex: "0" }, this.list);
    this.toastBox = el("div", { class: "toast", role: "status", hidden: true });
    this.composer = new Composer(this);
    this.box = el("div", { class: "scroll" }, this.log);
    this.isAtEnd = true;
    this.box.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => this.keepAtEnd()).observe(this.box);
    root.replaceChildren(this.header, el("div", { class: "stage" }, this.box, this.toastBox), this.composer.root);
  }

  show(id, person, bot) {
    const isOther = this.id !== id || this.person?.id !== person?.id;
    Object.assign(this, { id, person, bot });
    if (!isOther) return this.refresh();
    this.rows.clear();
    this.list.replaceChildren();
    this.language = person?.language_code;
    this.hasSpoken = false;
    this.composer.forget();
    return this.refresh(true);
  }

  async refresh(fresh = false) {
    if (this.id === undefined) return;
    const [id, person] = [this.id, this.person];
    let chat;
    try { chat = await read(`/chats/${id}/messages`); } catch { return; }
    if (id !== this.id || person !== this.person || (chat.version < this.chat?.version && !fresh)) return;
    this.chat = chat;
    this.drawHeader();
    this.drawMessages(fresh);
    this.composer.draw(chat);
  }

  drawHeader() {
    const shown = this.isGroup ? this.chat.chat : { ...this.bot, id: this.bot?.id || 0 };
    const name = this.isGroup ? shown.title : shown.first_name || "The bot";
    this.subtitle = el("span", { class: "subtitle" }, this.isGroup ? this.isGroup() : "bot");
    const items = this.isGroup ? () => this.groupMenu() : () => this.privateMenu();
    const title = el("div", { class: "who" }, el("strong", { dir: "auto", title: name }, name), this.subtitle);
    if (!this.headerMenu) this.headerMenu = menu("dots", `More about ${name}`, items);
    if (this.drawnHeader === `${name}|${shown.id}|${this.subtitle.textContent}`) {
      this.subtitle = this.header.querySelector(".subtitle");
    } else {
      this.drawnHeader = `${name}|${shown.id}|${this.subtitle.textContent}`;
      // The menu stays where it is: an element that is moved loses the focus, and an open menu closes.
      if (this.headerMenu.parentNode !== this.header) this.header.append(this.headerMenu);
      for (const node of [...this.header.children]) if (node !== this.headerMenu) node.remove();
      this.headerMenu.before(avatar({ ...shown, first_name: name }), title);
    }
    this.log.setAttribute("aria-label", `Conversation: ${this.person?.first_name || ""}, ${name}`);
  }

  privateMenu() {
    const blocked = this.chat.blocked;
    const toggle = () => this.attempt(() => act(`/chats/${this.id}/block`, { blocked: !blocked }));
    return [[blocked ? "Unblock the bot" : "Block the bot", toggle]];
  }

  groupMenu() {
    const { bot_status: status, chat } = this.chat;
    const by = this.person?.id;
    const there = status === "member";
    const items = [[there ? "Remove the bot" : "Invite the bot back",
      () => this.attempt(() => act(`/chats/${this.id}/${there ? "remove-bot" : "invite-bot"}`, { by }))]];
    if (chat.type === "group") items.push(["Upgrade to a supergroup", () => this.attempt(() => act(`/chats/${this.id}/upgrade`))]);
    return items;
  }

  drawMessages(fresh) {
    this.isAtEnd ||= fresh;
    const focused = this.log.contains(document.activeElement) ? document.activeElement : null;
    const [at, words] = [focused?.closest("[data-id]")?.dataset.id, focused?.textContent];
    let news = false;
    for (const message of this.chat.messages) news = this.drawMessage(message) || news;
    if (at && !this.log.contains(focused)) this.keepFocus(at, words);
    if (news && this.leads) this.focusNews();
    this.empty();
    this.keepAtEnd();
    if (news && this.chat.messages.at(-1)?.from.is_bot) this.typing(false);
  }

  // Only a reader who scrolls up leaves the end; a composer that grows does not.
  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.box;
    const isNear = scrollHeight - scrollTop - clientHeight < 60;
    if (isNear || scrollTop < this.lastTop) this.isAtEnd = isNear;
    this.lastTop = scrollTop;
  }

  keepAtEnd() {
    if (this.isAtEnd) this.box.scrollTop = this.box.scrollHeight;
  }

  drawMessage(message) {
    const known = this.rows.get(message.message_id);
    if (message.deleted) {
      known?.node.remove();
      return this.rows.delete(message.message_id);
    }
    if (known?.version === message.version) return false;
    const node = bubble(message, this.hands());
    if (known) known.node.replaceWith(node);
    else this.list.append(node);
    if (this.language) node.lang = this.language;
    node.classList.toggle("new", !known);
    this.rows.set(message.message_id, { version: message.version, node });
    return !known;
  }

  // The focus stood in a message that was written anew: it stays there, on the same button if that is left. It never
  // moves to another one, which Enter pressed twice would press as well.
  keepFocus(id, words) {
    const row = this.rows.get(Number(id))?.node || this.list.lastElementChild || this.log;
    const same = [...row.querySelectorAll("button, a")].find((one) => one.textContent === words);
    (same || row).focus({ preventScroll: true });
  }

  // From now until the bot answers a keyboard waits at the conversation; then it stands before the answer's buttons.
  leadToNews() {
    this.leads = true;
    this.log.focus({ preventScroll: true });
  }

  focusNews() {
    if (![this.log, document.body].includes(document.activeElement)) this.leads = false;
    const { from, message_id: id } = this.chat.messages.at(-1);
    if (!this.leads || !from.is_bot) return;
    this.leads = false;
    this.rows.get(id).node.focus({ preventScroll: true });
  }

  // Tells the language in which we write here now. What was said since the last own words was said in it; what came
  // before is left as it was, unless nothing was known of it.
  speak(language) {
    if (language === this.language && this.hasSpoken) return;
    const isAll = this.isGroup || !this.hasSpoken;
    Object.assign(this, { language, hasSpoken: true });
    for (const message of [...(this.chat?.messages || [])].reverse()) {
      if (!isAll && message.from.id === this.person?.id) return;
      this.rows.get(message.message_id)?.node.setAttribute("lang", language);
    }
  }

  empty() {
    const none = this.rows.size === 0;
    this.hint ??= el("p", { class: "empty" });
    this.hint.textContent = this.isGroup
      ? "Quiet so far. When a lead is worth a person's time, the alert rings here."
      : `${this.person?.first_name} has not opened the chat yet.`;
    if (none) this.log.before(this.hint);
    else this.hint.remove();
  }

  hands() {
    return {
      me: this.person?.id,
      showsNames: Boolean(this.isGroup),
      command: (words) => this.send(words),
      tap: (message, button) => this.tap(message, button),
      edit: (message) => this.composer.edit(message),
      reply: (message) => this.composer.reply(message),
    };
  }

  send(text, more = {}) {
    return this.attempt(() => act(`/chats/${this.id}/say`, { by: this.person?.id, text, ...more }));
  }

  async tap(message, button) {
    const body = { by: this.person?.id, data: button.callback_data, message_id: message.message_id, wait: ANSWER_WITHIN };
    const done = await this.attempt(() => act(`/chats/${this.id}/tap`, body));
    const answer = done?.answer;
    if (answer?.show_alert && answer.text) this.sayAlert(answer.text);
    else if (answer?.text) this.toast(answer.text);
  }

  async attempt(doing) {
    try { return await doing(); } catch (error) { this.toast(error.message); return null; }
  }

  toast(text) {
    clearTimeout(this.toastTimer);
    this.toastBox.textContent = text;
    this.toastBox.hidden = false;
    this.toastTimer = setTimeout(() => { this.toastBox.hidden = true; }, TOAST_FOR);
  }

  typing(on = true) {
    clearTimeout(this.typingTimer);
    this.root.classList.toggle("typing", on);
    if (this.subtitle) this.subtitle.textContent = on ? "typing …" : this.isGroup ? this.isGroup() : "bot";
    if (on) this.typingTimer = setTimeout(() => this.typing(false), TYPING_FOR);
  }
}
