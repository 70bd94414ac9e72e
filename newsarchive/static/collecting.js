// Entries of a collection are dragged to another place. The buttons Up and Down do it by keyboard.
"use strict";

const FAILED = "The new place could not be stored. Load the page again.";
const form = document.querySelector("form.collecting");
const list = form.querySelector(".entries");
const words = form.querySelector("[role=status]");
let dragged = null;

function say(sentence) {
  words.textContent = sentence;
  words.hidden = !sentence;
}

async function store(entry, before) {
  const body = new URLSearchParams({
    csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    version: form.elements.version.value,
    place: entry.dataset.entry,
    before: before.dataset.entry,
  });
  try {
    const headers = { Accept: "application/json" };
    const response = await fetch(form.action, { method: "POST", body, headers });
    if (!response.ok) throw new Error(FAILED);
    form.elements.version.value = (await response.json()).version;
    list.insertBefore(entry, before);
    say("");
  } catch {
    say(FAILED);
  }
}

for (const handle of list?.querySelectorAll(".handle") ?? []) {
  handle.hidden = false;
  handle.addEventListener("dragstart", (event) => {
    dragged = handle.closest("li");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.entry);
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  handle.addEventListener("dragend", () => { dragged = null; });
}
for (const name of ["dragover", "drop"]) {
  list?.addEventListener(name, (event) => {
    const before = event.target.closest("li");
    if (!dragged || !before || before === dragged) return;
    event.preventDefault();
    if (name === "drop") store(dragged, before);
  });
}
