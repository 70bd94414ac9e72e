// Suggestions while a search is typed: the editable combobox of WAI-ARIA's Authoring Practices.
"use strict";

const PAUSE = 150; // milliseconds without a key before a request is sent
const LONG = 1000; // bytes of a text in an address; a longer one is posted, and nothing suggested
const KINDS = { outlet: "Outlet", headline: "Article" };

function mark(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

class Suggestions {
  constructor(search) {
    this.address = search.dataset.suggest;
    this.form = search.querySelector("form");
    this.input = search.querySelector("input[name=q]");
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    mark(this.list, { role: "listbox", "aria-label": "Suggestions" });
    this.form.append(this.list);
    mark(this.input, {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    });
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => {
      this.close();
      this.form.method = this.isLong ? "post" : "get"; // without the redirect after a POST
    });
    // The box must keep the focus when an option is pressed.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  get options() {
    return [...this.list.children];
  }

  get isLong() {
    return encodeURIComponent(this.input.value).length > LONG;
  }

  get active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  wait() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = this.input.value;
    if (typed.trim().length < 2 || this.isLong) return this.close();
    this.request = new AbortController();
    try {
      const address = `${this.address}?${new URLSearchParams({ q: typed })}`;
      const response = await fetch(address, { signal: this.request.signal });
      const found = response.ok ? (await response.json()).suggestions : [];
      if (typed === this.input.value && document.activeElement === this.input) this.show(found);
    } catch {
      this.close(); // aborted by a newer key, or no network: the form works without suggestions
    }
  }

  show(found) {
    this.list.replaceChildren(...found.map((each, number) => this.option(each, number)));
    this.activate(null);
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
  }

  option({ kind, text, url }, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    mark(option, { role: "option", "aria-selected": "false" });
    Object.assign(option.dataset, { kind, text, url });
    const shown = document.createElement("span");
    shown.textContent = text;
    option.append(shown);
    if (KINDS[kind]) {
      const label = document.createElement("span");
      label.className = "kind";
      label.textContent = KINDS[kind];
      option.append(" ", label);
    }
    return option;
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.show([]);
  }

  activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    if (option) {
      option.setAttribute("aria-selected", "true");
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  // The arrow keys go from the box through the options and back to the box, in both directions.
  move(step) {
    const places = [null, ...this.options];
    const here = places.indexOf(this.active);
    this.activate(places[(here + step + places.length) % places.length]);
  }

  choose(option) {
    const { kind, text, url } = option.dataset;
    this.close();
    if (kind === "word") {
      this.input.value = text;
      this.form.requestSubmit(); // with the filters in force
    } else {
      location.assign(url);
    }
  }

  onKey(event) {
    if (this.list.hidden || event.isComposing) return;
    const { active } = this;
    if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else if (event.key === "Enter" && active) this.choose(active);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }
}

for (const search of document.querySelectorAll("search[data-suggest]")) new Suggestions(search);
