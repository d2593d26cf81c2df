// The panel between the phones: what the application knows of this prospect, and why it thinks so.

import { el } from "./dom.js";
import { fromNow } from "./rich.js";
import { act, read } from "./wire.js";

const SIGNALS = [
  ["viewed prices", "page.viewed", { path: "/pricing", funnel: "bofu", channel: "web" }],
  ["added to cart", "cart.added", { channel: "web", value: 89 }],
  ["got a white paper", "content.downloaded", { funnel: "mofu", channel: "web" }],
  ["unsubscribed", "newsletter.unsubscribed", { channel: "email" }],
];
const TIERS = { cold: "Cold", lukewarm: "Lukewarm", hot: "Hot", unfit: "Unfit" };
const AUDIENCES = { b2b: "for a company", b2c: "for themselves" };
const WISHES = {
  stop: "no more messages", refuse_consent: "that nothing is kept", forget: "to be forgotten", callback: "a call",
  human: "a person", bot: "to know whether it is a bot", why: "to know why we ask", privacy: "to know what is kept",
  skip: "to skip this", back: "to go back", edit: "to correct something", help: "help", language: "another language",
  menu: "the menu", greeting: "to say hello", yes: "yes", no: "no", thanks: "to say thank you",
};
const SOURCES = { rules: "by rules", encoder: "by the encoder", model: "by the language model" };
// Messages that are shown at once; those before them unfold.
const LATEST = 2;
// How far the bars reach where the model sets no limits.
const USUAL = { fit: [0, 60], engagement: [0, 60] };

export class ScorePane {
  constructor(root, onLead) {
    this.root = root;
    this.onLead = onLead;
    this.known = new Map();
  }

  async show(person, { scores, signals, websites }) {
    this.context = { person, scores, signals, websites };
    if (!person || !scores) return this.draw(null);
    let lead = null;
    try { lead = await read(`/leads/${person.id}`); } catch { return; }
    if (this.context.person !== person) return;
    if (lead?.locale) this.onLead(lead);
    this.draw(lead);
  }

  draw(lead) {
    const { person, scores, signals } = this.context;
    const shape = JSON.stringify([person?.id, lead, scores, signals]);
    if (shape === this.drawn) return;
    const isSame = this.leadOf === person?.id;
    this.drawn = shape;
    this.leadOf = person?.id;
    const focus = document.activeElement?.dataset?.signal;
    const at = this.root.firstElementChild?.scrollTop;
    const known = el("div", { class: "known", role: "group", "aria-label": "The score and its reasons", tabindex: "0" }, ...(lead ? this.body(lead, isSame) : [this.nobody(person, scores)]));
    this.root.replaceChildren(known, ...(signals && lead ? [this.website(person)] : []));
    if (isSame && at) known.scrollTop = at;
    if (focus) this.root.querySelector(`[data-signal="${focus}"]`)?.focus();
    this.known = new Map((lead?.ledger || []).map((line) => [line.rule, line.remains]));
    this.score = lead?.score;
    this.newest = lead?.messages?.at(-1)?.update_id ?? 0;
  }

  nobody(person, scores) {
    const text = scores
      ? `Nothing is known of ${person?.first_name || "anybody"} yet. As soon as the conversation begins, every answer shows here, with its points.${this.context.websites?.length ? " What they do on the website before counts from then on." : ""}`
      : "The messenger runs without the application, so there is no score to show. The demo brings both.";
    return el("div", { class: "nobody" }, el("div", { class: "rings", "aria-hidden": "true" }), el("p", {}, text));
  }

  body(lead, isSame) {
    return [
      this.headline(lead, isSame),
      el("div", { class: "bars" }, this.bar("Fit", "who they are", "fit", lead), this.bar("Engagement", "what they do", "engagement", lead)),
      this.heard(lead, isSame),
      this.ledger(lead, isSame),
      this.facts(lead),
      this.changes(lead),
    ].filter(Boolean);
  }

  headline(lead, isSame) {
    const delta = isSame && this.score !== undefined ? lead.score - this.score : 0;
    const moved = Math.abs(delta) >= 0.05
      ? el("span", { class: `delta ${delta > 0 ? "up" : "down"}`, "aria-hidden": "true" }, signed(delta)) : null;
    const about = [this.context.person.first_name, AUDIENCES[lead.audience]].filter(Boolean).join(", ");
    const falls = lead.next_change_at
      ? el("p", { class: "falls" }, `Left alone, cools ${fromNow(new Date(lead.next_change_at))}.`) : null;
    return el("div", { class: `headline ${lead.tier}` },
      el("div", { class: "number", role: "status", "aria-label": `Score ${number(lead.score)}, ${lead.tier}` }, number(lead.score), moved),
      el("div", { class: "verdict" }, el("span", { class: "tier" }, TIERS[lead.tier] || lead.tier), el("span", { class: "about" }, about), falls));
  }

  bar(name, meaning, field, lead) {
    const [low, high] = lead.limits?.[field] || USUAL[field];
    const value = lead[field];
    const share = Math.max(0, Math.min(1, value / (high || 1)));
    const fill = el("div", { class: `fill ${field}` });
    fill.style.width = `${share * 100}%`;
    const meter = el("div", {
      class: `meter ${value < 0 ? "below" : ""}`, role: "meter", "aria-label": name,
      "aria-valuemin": Math.min(low, value), "aria-valuemax": Math.max(high, value), "aria-valuenow": value.toFixed(1),
    }, fill);
    return el("div", { class: "bar" },
      el("div", { class: "bar-name" }, el("strong", {}, name), el("span", {}, meaning), el("b", {}, number(value))), meter);
  }

  // Each message of the prospect: what it was taken to mean, by whom, and what it was worth when it came.
  heard(lead, isSame) {
    if (!lead.messages?.length) return null;
    const shown = [...lead.messages].reverse().map((message) => heardMessage(message, isSame && message.update_id > this.newest));
    const list = (items) => el("ol", { class: "heard" }, ...items);
    const rest = shown.slice(LATEST);
    const earlier = el("details", { open: this.showsEarlier, ontoggle: () => { this.showsEarlier = earlier.open; } },
      el("summary", {}, `Earlier messages: ${rest.length}`), list(rest));
    return section("Understood", list(shown.slice(0, LATEST)), rest.length ? earlier : null);
  }

  ledger(lead, isSame) {
    if (!lead.ledger?.length) return null;
    const lines = lead.ledger.map((line) => {
      const isNew = isSame && this.known.get(line.rule) !== line.remains && line.remains > (this.known.get(line.rule) ?? 0);
      const notes = [
        [line.given, `${signed(line.given)} given`, Math.abs(line.given - line.remains) >= 0.05],
        [line.lost_to_cap, `${number(-Math.abs(line.lost_to_cap))} at the cap`, Math.abs(line.lost_to_cap) >= 0.05],
        [line.lost_to_decay, `${number(-Math.abs(line.lost_to_decay))} faded`, Math.abs(line.lost_to_decay) >= 0.05],
      ].filter(([, , shown]) => shown).map(([, text]) => text).join(" · ");
      const points = el("td", { class: line.remains < 0 ? "points minus" : "points" }, signed(line.remains));
      return el("tr", { class: isNew ? "new" : "" },
        el("th", { scope: "row" }, line.label || line.rule, notes ? el("small", {}, notes) : null), points);
    });
    const total = el("tr", { class: "total" }, el("th", { scope: "row" }, "Score"), el("td", { class: "points" }, number(lead.score)));
    return section("Why", el("table", { class: "ledger", lang: lead.sales_locale }, el("tbody", {}, ...lines), el("tfoot", {}, total)));
  }

  facts(lead) {
    if (!lead.facts?.length) return null;
    const shown = lead.facts.map((fact) => el("div", {}, el("dt", {}, fact.label || fact.field.replaceAll("_", " ")), el("dd", { dir: "auto" }, String(fact.value))));
    return section("Known", el("dl", { class: "facts", lang: lead.sales_locale }, ...shown));
  }

  changes(lead) {
    if (!lead.tier_changes?.length) return null;
    const when = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
    const shown = [...lead.tier_changes].reverse().map((change) => {
      const at = new Date(change.at);
      const isToday = at.toDateString() === new Date().toDateString();
      return el("li", {}, el("time", { datetime: change.at }, isToday ? when.format(at) : day.format(at)),
        el("span", { class: `tier small ${change.tier_from}` }, TIERS[change.tier_from] || change.tier_from), "→",
        el("span", { class: `tier small ${change.tier_to}` }, TIERS[change.tier_to] || change.tier_to));
    });
    return section("Changes of tier", el("ol", { class: "changes" }, ...shown));
  }

  website(person) {
    const buttons = SIGNALS.map(([label, name, properties]) => el("button", {
      type: "button", class: "chip", "data-signal": name,
      onclick: async (event) => {
        event.currentTarget.disabled = true;
        try { await act(`/leads/${person.id}/signals`, { name, properties }); } finally {
          event.target.disabled = false;
          this.show(person, this.context);
        }
      },
    }, label));
    const row = section(`On the website, ${person.first_name} …`, el("div", { class: "signals" }, ...buttons));
    row.classList.add("elsewhere");
    return row;
  }
}

function heardMessage(message, isNew) {
  const points = message.kept ? el("small", {}, "counts once they agree")
    : el("span", { class: message.points < 0 ? "points minus" : "points" }, signed(message.points));
  return el("li", { class: isNew ? "new" : "" },
    el("q", { dir: "auto", lang: message.locale }, message.text), points, el("ul", {}, ...understood(message)));
}

function understood({ facts, intent, question, topics, by, language }) {
  const lines = facts.map((fact) => [[fact.label, ": ", el("b", { dir: "auto" }, String(fact.value))],
    `${SOURCES[fact.by] || fact.by}${fact.sure ? "" : ", not sure"}`]);
  const found = SOURCES[by] || by;
  if (intent) lines.push([["wants ", el("b", {}, WISHES[intent] || intent)], found]);
  if (topics.length) lines.push([["asks about ", el("b", {}, topics.join(", ").replaceAll("_", " "))], found]);
  else if (question && !intent) lines.push([["asks us something"], found]);
  if (!lines.length) lines.push([["nothing was understood"], ""]);
  // Only where it is not the one that their phone is set to.
  if (language) lines.push([["heard in ", el("b", {}, language)], ""]);
  return lines.map(([words, source]) => el("li", {}, ...words, " ", source ? el("small", {}, source) : null));
}

function section(title, ...content) {
  return el("section", { class: "part" }, el("h3", {}, title), ...content);
}

function number(value) {
  const rounded = Math.round(value * 10) / 10;
  return (Object.is(rounded, -0) ? "0" : String(rounded)).replace("-", "−");
}

function signed(value) {
  return value >= 0.05 ? `+${number(value)}` : number(value);
}
