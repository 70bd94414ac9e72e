// The marked list: a tick is stored at once, and shown as stored when a page is shown again.
"use strict";

const LOST = "This mark could not be stored. Load the page again and try once more.";
let last = Promise.resolve(); // one request after the other, so that the last tick counts
let waiting = 0;

async function answerTo(address, options) {
  const headers = { Accept: "application/json" };
  const response = await fetch(address, { ...options, headers, keepalive: true });
  if (response.ok) return response.json();
  throw new Error(response.status === 429 ? (await response.text()).slice(0, 300) : LOST);
}

function count(number) {
  for (const place of document.querySelectorAll("[data-marked]")) {
    place.textContent = number ? number.toLocaleString("en") : "";
  }
}

function say(form, sentence) {
  const status = form.querySelector("[role=status]");
  status.textContent = sentence;
  status.hidden = !sentence;
}

async function store(form, box) {
  const wanted = box.checked;
  try {
    const body = new URLSearchParams({ [wanted ? "mark" : "remove"]: box.value });
    const answer = await answerTo(form.action, { method: "POST", body });
    count(answer.count);
    box.checked = answer.marked.includes(box.value);
    say(form, box.checked === wanted ? "" : answer.sentence);
  } catch (error) {
    box.checked = !wanted;
    say(form, error instanceof SyntaxError || error instanceof TypeError ? LOST : error.message);
  }
}

async function refresh(form) {
  const boxes = [...form.querySelectorAll("input[name=id]")];
  const ids = new URLSearchParams(boxes.map((box) => ["id", box.value]));
  try {
    const answer = await answerTo(`${form.dataset.marks}?${ids}`);
    count(answer.count);
    for (const box of boxes) box.checked = answer.marked.includes(box.value);
  } catch {
    // The page stays as it was.
  }
}

for (const form of document.querySelectorAll("form[data-marks]")) {
  form.addEventListener("change", (event) => {
    if (event.target.name !== "id") return;
    waiting += 1;
    last = last.then(() => store(form, event.target)).then(() => { waiting -= 1; });
  });
  window.addEventListener("pageshow", (event) => {
    const [navigation] = performance.getEntriesByType("navigation");
    if (event.persisted || navigation?.type === "back_forward") last = last.then(() => refresh(form));
  });
}

// The page that a link leads to shows the list: it must not be asked for before the last tick.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!waiting || !link || event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || link.hash) return;
  event.preventDefault();
  last.then(() => location.assign(link.href));
});
