// Long work on the server: the page shows how far it has come, and is loaded again at its end.
"use strict";

const NEXT_LOOK = 700; // milliseconds between two questions how far the server has come

async function follow(status) {
  const bar = status.querySelector("progress");
  const words = status.querySelector("p");
  status.querySelector(".again").hidden = true;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, NEXT_LOOK));
    try {
      const response = await fetch(status.dataset.progress);
      if (!response.ok) return location.reload();
      const { is_working, progress, total, sentence } = await response.json();
      if (!is_working) return location.reload();
      if (total) bar.max = total;
      if (total) bar.value = progress;
      words.textContent = sentence;
    } catch {
      // No network for a moment: ask again.
    }
  }
}

const working = document.querySelector("[data-progress]");
if (working) follow(working);
