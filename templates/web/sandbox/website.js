// The browser on the prospect's phone: the business's websites, and the way from there into the chat.

import { el } from "./dom.js";

export class WebsitePane {
  // `heard.start` is told what a link to the chat carries, `heard.reported` that something was reported.
  constructor(root, choices, chat, heard) {
    Object.assign(this, { root, choices, chat, heard });
    addEventListener("message", ({ origin, source, data }) => {
      if (origin !== location.origin || source !== this.frame?.contentWindow) return;
      if ("start" in data) { this.open(null); heard.start(data.start); } else heard.reported();
    });
  }

  // Shows what the phone of a person can open: the chat, and the websites that there are.
  show(person, websites) {
    this.choices.hidden = !websites?.length || !person;
    if (this.choices.hidden) return this.open(null);
    this.websites = websites;
    if (this.person !== person.id) { this.person = person.id; this.open(null); } else this.draw();
  }

  open(website) {
    this.website = website;
    this.root.hidden = !website;
    this.chat.hidden = Boolean(website);
    // The name of the frame says whose browser it is, on whatever page of the website they are.
    this.frame = website && el("iframe", { name: `phone-${this.person}`, src: website.path, title: `${website.name}, the website` });
    this.root.replaceChildren(...[this.frame].filter(Boolean));
    this.draw();
  }

  draw() {
    const choice = (name, website) => el("button", {
      type: "button", class: "chip", "aria-pressed": String(this.website?.path === website?.path), onclick: () => this.open(website),
    }, name);
    const had = [...this.choices.children].indexOf(document.activeElement);
    this.choices.replaceChildren(choice("Telegram", null), ...(this.websites || []).map((each) => choice(each.name, each)));
    this.choices.children[had]?.focus();
  }
}
