// The keys n and p go to the next and the previous match, as the links in the marks do.
"use strict";

document.addEventListener("keydown", (event) => {
  const step = { n: 1, p: -1 }[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const count = document.querySelectorAll("mark[id^='hit-']").length;
  const current = Number((/^#hit-(\d+)$/.exec(location.hash) || [0, 0])[1]);
  const next = current ? ((current - 1 + step + count) % count) + 1 : step > 0 ? 1 : count;
  const mark = document.getElementById(`hit-${next}`);
  if (!mark) return;
  location.hash = mark.id;
  mark.querySelector("a").focus({ preventScroll: true });
});
