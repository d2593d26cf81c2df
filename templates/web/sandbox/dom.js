// Making elements: text always goes in as text, never as markup.

const ICONS = {
  send: "M4 12 20 4l-5 16-3.5-6.500z",
  edit: "M4 20l1-4.500L15.500 5a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.500 19z",
  reply: "M10 7 4 12.500l6 5.500v-3.500c5 0 8 1.500 10 5 0-6-3.500-9.500-10-9.500z",
  attach: "M19 11.500l-7.500 7.500a4.500 4.500 0 0 1-6.400-6.400l8-8a3 3 0 0 1 4.300 4.300l-7.800 7.800a1.500 1.500 0 0 1-2.200-2.100l7-7",
  dots: "M12 5.500v.01M12 12v.01M12 18.500v.01",
  theme: "M12 4v16a8 8 0 0 0 0-16zM12 4a8 8 0 0 0 0 16",
  link: "M8 16 16.500 7.500M10 7h7v7",
  phone: "M6 4h3.500l1.500 5-2 1.500a11 11 0 0 0 4.500 4.500l1.500-2 5 1.500V18a2 2 0 0 1-2 2A14.500 14.500 0 0 1 4 6a2 2 0 0 1 2-2z",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6 6 18",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  voice: "M12 4a2.500 2.500 0 0 1 2.500 2.500v5a2.500 2.500 0 0 1-5 0v-5A2.500 2.500 0 0 1 12 4zM6.500 11.500a5.500 5.500 0 0 0 11 0M12 17v3",
};

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onclick) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick }, icon(name));
}

// Whether something was pressed with the keyboard (or by a screen reader), which then wants to be led on.
export function isByKeyboard(event) {
  return event.detail === 0;
}

// A name as somebody wrote it: in whichever direction it reads, and cut where it is long.
export function named(name, tag = "span") {
  return el(tag, { class: "name", dir: "auto", title: name }, name);
}

// A face for a name: the first letter on a colour that stays the same.
export function avatar(person) {
  const name = person.first_name || person.title || "?";
  const hue = [...name].reduce((sum, letter) => sum * 53 + letter.codePointAt(0), 7) % 360;
  const face = el("span", { class: "avatar", "aria-hidden": "true" }, [...name][0]);
  face.style.setProperty("--hue", hue);
  return face;
}

export function clockTime(seconds) {
  return new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" }).format(new Date(seconds * 1000));
}

// A menu behind a button; it closes when something is chosen, when the focus goes elsewhere, when something else is
// pressed, and with Escape. It stays open when a message arrives or the window is left for another one.
export function menu(name, label, items) {
  const list = el("div", { class: "menu-items", role: "menu", hidden: true });
  const button = iconButton(name, label, () => toggle(list.hidden));
  button.setAttribute("aria-haspopup", "menu");
  const root = el("div", { class: "menu" }, button, list);
  function toggle(open) {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    list.replaceChildren(...items().map(([text, act]) => el("button", {
      type: "button", role: "menuitem", onclick: () => { toggle(false); button.focus(); act(); },
    }, text)));
    list.firstElementChild?.focus();
  }
  // Without a next element the focus is only lost: to another window, or to the scrollbar of a long list.
  root.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !root.contains(event.relatedTarget)) toggle(false);
  });
  document.addEventListener("pointerdown", (event) => { if (!list.hidden && !root.contains(event.target)) toggle(false); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") toggle(false); });
  root.addEventListener("keydown", (event) => {
    const places = [...list.children];
    const at = places.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !list.hidden) { toggle(false); button.focus(); }
    if (step && at >= 0) { event.preventDefault(); places.at((at + step) % places.length).focus(); }
  });
  return root;
}
