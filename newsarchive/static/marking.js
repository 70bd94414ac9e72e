// The marked list: a tick is stored at once, and a page that is shown again shows what is stored.
"use strict";

const LOST = "This mark could not be stored. Load the page again and try once more.";
let waiting = 0; // requests that are not answered yet, one after the other
let last = Promise.resolve();

function show(answer, boxes) {
  const count = answer.count ? answer.count.toLocaleString("en") : "";
  document.querySelector("[data-marked]").textContent = count;
  for (const box of boxes) box.checked = answer.marked.includes(box.value);
}

async function store(form, box) {
  const body = new URLSearchParams({ [box.checked ? "mark" : "remove"]: box.value });
  const status = form.querySelector("[role=status]");
  const wanted = box.checked;
  status.textContent = LOST;
  try {
    const headers = { Accept: "application/json" };
    const response = await fetch(form.action, { method: "POST", body, headers, keepalive: true });
    const answer = await response.json();
    show(answer, [box]);
    status.textContent = answer.sentence;
  } catch {
    box.checked = !wanted;
  }
  status.hidden = box.checked === wanted;
}

for (const form of document.querySelectorAll("form[data-marks]")) {
  form.addEventListener("change", (event) => {
    waiting += 1;
    last = last.then(() => store(form, event.target)).then(() => (waiting -= 1));
  });
  addEventListener("pageshow", (event) => {
    const [navigation] = performance.getEntriesByType("navigation");
    if (!event.persisted && navigation?.type !== "back_forward") return;
    const boxes = [...form.querySelectorAll("[name=id]")];
    const ids = new URLSearchParams(boxes.map((box) => ["id", box.value]));
    const asked = fetch(`${form.dataset.marks}?${ids}`).then((response) => response.json());
    asked.then((answer) => show(answer, boxes), () => {}); // or the page stays as it was
  });
}

// The page that a link leads to shows the list: it must not be asked for before the last answer.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!waiting || !link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  last.then(() => location.assign(link.href));
});
