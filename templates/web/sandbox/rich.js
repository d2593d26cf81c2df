// A text with entities as elements. Offsets count UTF-16 code units, and so do JavaScript's strings.

import { el } from "./dom.js";

const PLAIN = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote",
};

export function rich(text, entities, onCommand) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return stretch(text, 0, text.length, sorted, onCommand);
}

function stretch(text, from, to, entities, onCommand) {
  const out = document.createDocumentFragment();
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [entity, ...later] = rest;
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    const inner = later.filter((one) => one.offset + one.length <= end);
    rest = later.filter((one) => one.offset >= end);
    if (end <= start) continue;
    out.append(text.slice(at, start));
    const content = stretch(text, start, end, inner, onCommand);
    out.append(dressed(entity, text.slice(start, end), content, onCommand));
    // A quote is a block: the line that ends with it is no empty line below.
    at = end + (entity.type.endsWith("blockquote") && text[end] === "\n" ? 1 : 0);
  }
  out.append(text.slice(at, to));
  return out;
}

function dressed(entity, words, content, onCommand) {
  if (PLAIN[entity.type]) return el(PLAIN[entity.type], {}, content);
  switch (entity.type) {
    case "text_link": return link(entity.url, content);
    case "url": return link(/^[a-z]+:\/\//i.test(words) ? words : `http://${words}`, content);
    case "email": return link(`mailto:${words}`, content);
    case "phone_number": return link(`tel:${words.replace(/[^+\d]/g, "")}`, content);
    case "bot_command":
      return el("button", { type: "button", class: "command", onclick: () => onCommand(words) }, content);
    case "spoiler": return spoiler(content);
    case "expandable_blockquote": return folded(content);
    case "date_time": return moment(entity, words);
    default: return el("span", { class: `entity ${entity.type}` }, content);
  }
}

function link(address, content) {
  const isSafe = /^(https?|mailto|tel):/i.test(address);
  if (!isSafe) return el("span", { class: "entity", title: address }, content);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, content);
}

// Three lines of it are seen until it is pressed, as on a phone; links and commands in it stay what they are.
function folded(content) {
  const quote = el("blockquote", { class: "folded", tabindex: "0", role: "button", "aria-expanded": "false" }, content);
  const turn = () => quote.setAttribute("aria-expanded", String(!quote.classList.toggle("folded")));
  quote.addEventListener("click", (event) => { if (!event.target.closest("a, button")) turn(); });
  quote.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target === quote) turn(); });
  return quote;
}

function spoiler(content) {
  const cover = el("button", { type: "button", class: "spoiler", "aria-label": "Hidden text, press to show" }, content);
  cover.addEventListener("click", () => {
    cover.classList.add("shown");
    cover.removeAttribute("aria-label");
  });
  return cover;
}

// <tg-time>: the instant in the reader's own zone, in the shape asked for.
function moment(entity, words) {
  const at = new Date(entity.unix_time * 1000);
  const shape = entity.date_time_format || "";
  const options = {};
  if (shape.includes("w")) options.weekday = "long";
  if (shape.includes("d")) options.dateStyle = "short";
  if (shape.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (/t/i.test(shape)) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (shape.includes("T")) options.second = "2-digit";
  if (options.dateStyle) Object.assign(options, { dateStyle: undefined, day: "2-digit", month: "2-digit", year: "2-digit" });
  const shown = shape === "r" ? fromNow(at) : shape ? new Intl.DateTimeFormat(undefined, options).format(at) : words;
  return el("time", { datetime: at.toISOString(), title: at.toLocaleString() }, shown);
}

export function fromNow(at) {
  const seconds = (at - Date.now()) / 1000;
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) || units.at(-1);
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
