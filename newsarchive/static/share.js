// Buttons that copy a text of the page or share its address. They are hidden without a script, and
// where the browser has no such function.
"use strict";

async function copy(source) {
  if (navigator.clipboard && window.ClipboardItem) {
    const types = { "text/plain": source.innerText.trim(), "text/html": source.innerHTML.trim() };
    const blobs = Object.entries(types).map(([type, text]) => [type, new Blob([text], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }
  // Without https, browsers copy only what is selected.
  getSelection().selectAllChildren(source);
  if (!document.execCommand("copy")) throw new Error("not copied");
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const label = button.innerHTML;
  button.hidden = !source;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () =>
    copy(source)
      .then(() => "Copied", () => "Select and copy by hand")
      .then((outcome) => {
        button.textContent = outcome;
        setTimeout(() => (button.innerHTML = label), 3000);
      }),
  );
}

for (const button of document.querySelectorAll("button[data-share]")) {
  const link = document.getElementById("permalink");
  const page = { title: document.title, url: link ? link.textContent : location.href };
  button.hidden = !navigator.share || (navigator.canShare && !navigator.canShare(page));
  // Closing the sheet without sharing is no error.
  button.addEventListener("click", () => navigator.share(page).catch(() => {}));
}
