// A website of the demo: what is done on it is reported as on any other, by the snippet that websites have.

// Each phone of the demo has a browser of its own, and so a visitor of its own.
const browser = `visitor of ${window.name || "this browser"}`;
const visitor = localStorage.getItem(browser) || crypto.randomUUID();
localStorage.setItem(browser, visitor);

// As light or dark as the page around it was switched.
const theme = localStorage.getItem("theme");
if (theme) document.documentElement.dataset.theme = theme;

// Every address of the site is this page, of which it shows its own part.
const parts = [...document.querySelectorAll("[data-path]")];
for (const part of parts) part.hidden = ![part.dataset.path, part.dataset.list].includes(location.pathname);
const shown = parts.filter((part) => !part.hidden);
if (shown.length === 1) document.title = `${shown[0].querySelector("h1, h2").textContent} · ${document.title}`;
for (const link of document.querySelectorAll("nav a")) {
  if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
}

// The business may be called otherwise.
fetch("/sandbox/state").then((answer) => answer.json()).then(({ bot }) => { document.querySelector(".brand b").textContent = bot.first_name; });

async function report(what, sent) {
  const said = await sent.then(({ success, message }) => (success ? `Reported: ${what}.` : `Not reported: ${message}.`),
    () => "Not reported: the bot is away.");
  document.querySelector("#reported").textContent = said;
  if (parent !== window) parent.postMessage({ reported: what }, location.origin);
}

const snippet = document.createElement("script");
snippet.src = "/v1/leadbot.js";
Object.assign(snippet.dataset, { key: document.currentScript.dataset.key, visitor });
snippet.onload = () => report(`page ${location.pathname}`, leadbot.page());
document.head.append(snippet);

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-event]");
  if (!button) return;
  const { event, price, ...told } = button.dataset;
  report(`${event}${told.name ? ` ${told.name}` : ""}`, leadbot.track(event, price ? { ...told, price: Number(price) } : told));
});
