// One message as it stands in a chat: who, what, its buttons, and what can be done with it.

import { clockTime, el, icon, iconButton } from "./dom.js";
import { rich } from "./rich.js";

// `hands` is what the reader can do: me, tap, command, edit, reply, quotes(message).
export function bubble(message, hands) {
  if (message.service) return el("li", { class: "notice", dir: "auto", tabindex: "-1", "data-id": message.message_id }, notice(message));
  const mine = message.from.id === hands.me;
  const row = el("li", { class: `row ${mine ? "mine" : "theirs"}`, "data-id": message.message_id, tabindex: "-1" });
  const body = el("div", { class: "bubble" });
  if (hands.showsNames && !mine) body.append(el("div", { class: "sender", dir: "auto" }, message.from.first_name));
  if (message.forward_origin) {
    body.append(el("div", { class: "forwarded" }, `Forwarded from ${message.forward_origin.sender_user.first_name}`));
  }
  if (message.reply_to_message) body.append(quote(message.reply_to_message));
  body.append(...media(message));
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  if (text) body.append(el("div", { class: "text", dir: "auto" }, rich(text, entities, hands.command)));
  body.append(foot(message));
  row.append(el("div", { class: "column" }, body, keyboard(message, hands), reactions(message)));
  row.append(tools(message, mine, hands));
  return row;
}

function foot(message) {
  const edited = message.edits ? el("span", { class: "edited" }, "edited") : null;
  return el("div", { class: "foot" }, edited, el("time", {}, clockTime(message.date)));
}

function quote(message) {
  const text = message.text ?? message.caption ?? "a message";
  return el("blockquote", { class: "quote", dir: "auto" }, el("strong", {}, message.from.first_name), text.length > 90 ? `${text.slice(0, 88)} …` : text);
}

function keyboard(message, hands) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el("div", { class: "inline-keyboard" }, ...rows.map((row) => (
    el("div", { class: "keys" }, ...row.map((button) => inlineButton(button, message, hands)))
  )));
}

function inlineButton(button, message, hands) {
  const look = `key ${button.style || ""}`;
  if (button.url && /^https?:/i.test(button.url)) {
    return el("a", { class: look, href: button.url, target: "_blank", rel: "noopener noreferrer" }, label(button), icon("link"));
  }
  if (button.callback_data === undefined) {
    const copied = button.copy_text ? () => navigator.clipboard?.writeText(button.copy_text.text) : undefined;
    return el("button", { type: "button", class: look, disabled: !copied, title: button.url, onclick: copied }, label(button));
  }
  const key = el("button", { type: "button", class: look }, label(button));
  key.addEventListener("click", async () => {
    key.setAttribute("aria-busy", "true");
    await hands.tap(message, button);
    key.removeAttribute("aria-busy");
  });
  return key;
}

export function label(button) {
  return el("span", { class: "label", dir: "auto" }, button.text);
}

function tools(message, mine, hands) {
  const canEdit = mine && (message.text || message.caption);
  return el("div", { class: "tools" },
    canEdit ? iconButton("edit", "Edit this message", () => hands.edit(message)) : null,
    hands.showsNames ? iconButton("reply", "Reply to this message", () => hands.reply(message)) : null);
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return el("div", { class: "reactions" }, message.reactions.map((one) => one.emoji).join(" "));
}

const PLAYED = { video: "Video 0:03", animation: "GIF", video_note: "Video message 0:03", audio: "Audio 0:03" };

function media(message) {
  const parts = [];
  if (message.photo) {
    const size = message.photo.at(-1);
    parts.push(el("img", { class: "photo", src: `/sandbox/files/${size.file_id}`, alt: "A photo" }));
  }
  if (message.document && !message.animation) {
    const { file_id: id, file_name: name, file_size: size } = message.document;
    parts.push(el("a", { class: "card", href: `/sandbox/files/${id}`, download: name }, icon("file"),
      el("span", {}, el("strong", {}, name), el("small", {}, bytes(size)))));
  }
  if (message.voice) parts.push(el("div", { class: "card" }, icon("voice"), el("span", {}, "Voice message 0:03")));
  for (const [kind, said] of Object.entries(PLAYED)) {
    if (message[kind]) parts.push(el("div", { class: "card" }, icon("file"), el("span", {}, said)));
  }
  if (message.contact) {
    const { phone_number: phone, first_name: first, last_name: last } = message.contact;
    parts.push(el("div", { class: "card" }, icon("phone"),
      el("span", {}, el("strong", {}, [first, last].filter(Boolean).join(" ")), el("small", {}, phone))));
  }
  if (message.sticker) parts.push(el("div", { class: "card" }, "A sticker"));
  if (message.location) parts.push(el("div", { class: "card" }, "A location"));
  return parts;
}

function bytes(size) {
  return size < 1024 ? `${size} B` : `${(size / 1024).toFixed(size < 10240 ? 1 : 0)} KB`;
}

function notice(message) {
  const who = message.from.first_name;
  const { left_chat_member: left, new_chat_members: joined } = message;
  if (left) return left.id === message.from.id ? `${who} left the group` : `${who} removed ${left.first_name}`;
  if (joined) return joined[0].id === message.from.id ? `${who} joined the group` : `${who} added ${joined[0].first_name}`;
  if (message.pinned_message) return `${who} pinned a message`;
  if (message.forum_topic_created) return `${who} opened the topic “${message.forum_topic_created.name}”`;
  if (message.forum_topic_edited) return `${who} renamed the topic to “${message.forum_topic_edited.name}”`;
  if (message.forum_topic_closed) return `${who} closed the topic`;
  if (message.forum_topic_reopened) return `${who} opened the topic again`;
  if (message.migrate_to_chat_id) return "This group was upgraded to a supergroup";
  if (message.migrate_from_chat_id) return "The group is a supergroup now";
  return "Something happened";
}
