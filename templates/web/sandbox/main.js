// The page: who is shown where, and what has to be drawn again when something changes.

import { ChatPane } from "./chat.js";
import { avatar, el, icon, isByKeyboard, named } from "./dom.js";
import { ScorePane } from "./score.js";
import { WebsitePane } from "./website.js";
import { act, listen, read } from "./wire.js";

const $ = (selector) => document.querySelector(selector);
const LANGUAGES = { en: "English", fr: "French", es: "Spanish", sv: "Swedish", de: "German" };
const SCORE_AFTER = 120;
const SCORE_EVERY = 20000;

const view = { state: null, prospect: null, rep: null, group: null, unread: new Set(), turn: 0 };
const prospectPane = new ChatPane($("#prospect [data-pane]"), { say: showAlert });
const salesPane = new ChatPane($("#sales [data-pane]"), { say: showAlert, isGroup: membersLine });
const scorePane = new ScorePane($("#score-body"), (lead) => {
  prospectPane.speak(lead.locale);
  salesPane.speak(lead.sales_locale);
});

const websitePane = new WebsitePane($("#website"), $("#on-phone"), $("#prospect [data-pane]"), { start: startBy, reported: showScore });

function membersLine() {
  const names = view.state.people.filter((one) => view.group?.members.includes(one.id)).map((one) => one.first_name);
  return [...names, view.state.bot?.first_name].filter(Boolean).join(", ");
}

async function load() {
  const turn = ++view.turn;
  const state = await read("/state");
  if (turn !== view.turn) return; // A later look has overtaken this one.
  view.state = state;
  const { people, groups, bot } = view.state;
  view.group = groups.findLast((group) => !group.migrated_to) || null;
  const reps = people.filter((person) => groups.some((group) => group.members.includes(person.id)));
  const prospects = people.filter((person) => !reps.includes(person));
  view.prospect = prospects.find((one) => one.id === view.prospect?.id) || prospects[0] || null;
  view.rep = reps.find((one) => one.id === view.rep?.id) || reps[0] || null;
  $("#bot-name").textContent = bot ? `@${bot.username}` : "waiting for a bot";
  tabs($("#prospects"), prospects, view.prospect, chooseProspect);
  tabs($("#reps"), reps, view.rep, chooseRep);
  show();
}

function show() {
  const { state, prospect, rep, group } = view;
  if (prospect && state.bot) prospectPane.show(prospect.id, prospect, state.bot);
  websitePane.show(prospect, state.websites);
  if (group && rep) salesPane.show(group.id, rep, state.bot);
  view.unread.delete(prospect?.id);
  showScore();
}

function showScore() {
  scorePane.show(view.prospect, view.state);
}

function chooseProspect(person) {
  view.prospect = person;
  websitePane.show(person, view.state.websites); // Who taps at once taps on the phone that they have chosen.
  load();
}

function chooseRep(person) {
  view.rep = person;
  load();
}

// A row of faces of which one is chosen: arrows move, as in every list of tabs.
function tabs(root, people, chosen, choose) {
  const had = root.contains(document.activeElement);
  const buttons = people.map((person) => {
    const name = [person.first_name, LANGUAGES[person.language_code]].filter(Boolean).join(", ");
    return el("button", {
      type: "button", role: "tab", class: "chip", "aria-selected": String(person === chosen),
      "aria-label": view.unread.has(person.id) ? `${name}, something new` : name, title: name,
      tabindex: person === chosen ? "0" : "-1", onclick: () => choose(person),
    }, avatar(person), named(person.first_name), view.unread.has(person.id) ? el("i", { class: "dot" }) : null);
  });
  root.replaceChildren(...buttons);
  root.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    choose(people[(people.indexOf(chosen) + step + people.length) % people.length]);
  };
  if (had) root.querySelector('[aria-selected="true"]')?.focus();
}

function heard(event) {
  if (event.kind === "people" || !view.state) return load();
  if (event.kind === "typing") return paneOf(event.chat)?.typing();
  if (event.kind === "chat") {
    const pane = paneOf(event.chat);
    if (pane) pane.refresh();
    else markUnread(event.chat);
    markPanel(event.chat);
  }
  clearTimeout(view.scoreTimer);
  view.scoreTimer = setTimeout(showScore, SCORE_AFTER);
}

function paneOf(chat) {
  return [prospectPane, salesPane].find((pane) => pane.id === chat);
}

function markUnread(chat) {
  if (view.unread.has(chat) || !view.state.people.some((person) => person.id === chat)) return;
  view.unread.add(chat);
  load();
}

function markPanel(chat) {
  const panel = chat === salesPane.id ? "sales" : "prospect";
  if (document.body.dataset.panel !== panel) $(`[data-goes-to="${panel}"]`).classList.add("news");
}

function showAlert(text) {
  $("#alert-text").textContent = text;
  $("#alert").showModal();
}

function goTo(panel, isLed) {
  document.body.dataset.panel = panel;
  if (isLed) $(`#${panel}`).focus();
  for (const button of document.querySelectorAll("[data-goes-to]")) {
    const isHere = button.dataset.goesTo === panel;
    button.toggleAttribute("aria-current", isHere);
    if (isHere) { button.setAttribute("aria-current", "page"); button.classList.remove("news"); }
  }
}

function newProspect() {
  const dialog = $("#new-prospect-dialog");
  const form = dialog.querySelector("form");
  const link = () => {
    const code = form.payload.value;
    $("#deep-link").textContent = `As if by t.me/${view.state?.bot?.username || "…"}${code ? `?start=${code}` : ""}`;
  };
  form.oninput = link;
  link();
  dialog.onclose = () => { if (dialog.returnValue === "make") make(form); };
  dialog.returnValue = "";
  dialog.showModal();
  form.first_name.select();
}

// Opens the chat as a link to it does: whoever comes by one presses Start with what it carries.
function startBy(payload) {
  return act(`/chats/${view.prospect.id}/start`, payload ? { payload } : {});
}

async function make(form) {
  const { first_name: name, language_code: language, payload } = form;
  const person = await act("/people", { first_name: name.value.trim() || "Sam", language_code: language.value });
  view.prospect = person;
  if (payload.value) await startBy(payload.value);
  form.reset();
  await load();
}

function toggleTheme() {
  const isDark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = isDark ? "light" : "dark";
  try { localStorage.setItem("theme", document.documentElement.dataset.theme); } catch { /* private windows have no storage */ }
}

try {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* private windows have no storage */ }

$("#theme").append(icon("theme"));
$("#theme").onclick = toggleTheme;
$("#new-prospect").prepend(icon("plus"));
$("#new-prospect").onclick = newProspect;
for (const button of document.querySelectorAll("[data-goes-to]")) {
  button.onclick = (event) => goTo(button.dataset.goesTo, isByKeyboard(event));
}

let wasLost = false;
listen(heard, (isLost) => {
  document.body.classList.toggle("lost", isLost);
  if (isLost) $("#bot-name").textContent = "connection lost, trying again …";
  else if (wasLost || !view.state) load();
  wasLost = isLost;
});
setInterval(() => { if (view.state) showScore(); }, SCORE_EVERY);
