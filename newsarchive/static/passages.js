// Two buttons at selected words of an article: they fill in the form for a note and send it, or
// open it.
"use strict";

const text = document.querySelector(".text");
const tools = document.getElementById("passage-tools");
const details = document.getElementById("new-note");
const form = details.querySelector("form");

// The selection within the text, or null: what is selected besides is left out.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!range.intersectsNode(text)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(text);
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) {
    range.setStart(whole.startContainer, whole.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) {
    range.setEnd(whole.endContainer, whole.endOffset);
  }
  return range.toString().trim() ? range : null;
}

// The words of a range. A blank stands between paragraphs, since a range has nothing there.
function wordsOf(range) {
  const parts = [];
  for (const paragraph of text.querySelectorAll("p")) {
    if (!range.intersectsNode(paragraph)) continue;
    const part = document.createRange();
    part.selectNodeContents(paragraph);
    if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) {
      part.setStart(range.startContainer, range.startOffset);
    }
    if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) {
      part.setEnd(range.endContainer, range.endOffset);
    }
    parts.push(part.toString().trim());
  }
  return parts.filter(Boolean).join("\n\n");
}

function fill(range) {
  const paragraphs = [...text.querySelectorAll("p")];
  const first = paragraphs.find((each) => range.intersectsNode(each) && range.comparePoint(each, each.childNodes.length) >= 0);
  const before = document.createRange();
  before.selectNodeContents(first);
  before.setEnd(range.startContainer, range.startOffset);
  form.elements.paragraph.value = paragraphs.indexOf(first) + 1;
  form.elements.start.value = before.toString().length;
  form.elements.quote.value = wordsOf(range);
}

let chosen = null;

function show() {
  const range = selected();
  if (range) {
    const rectangles = range.getClientRects();
    const { left, bottom } = rectangles[rectangles.length - 1];
    tools.hidden = false;
    const most = document.documentElement.clientWidth - tools.offsetWidth - 8;
    tools.style.left = `${Math.max(8, Math.min(left, most)) + scrollX}px`;
    tools.style.top = `${bottom + scrollY + 8}px`;
    chosen = range;
  } else if (!tools.contains(document.activeElement)) {
    tools.hidden = true;
  }
}

if (text.querySelector("p[id]")) {
  document.addEventListener("selectionchange", show);
  // A press on a button must not end the selection.
  tools.addEventListener("pointerdown", (event) => event.preventDefault());
  tools.addEventListener("click", (event) => {
    if (!event.target.matches("button")) return;
    fill(chosen);
    tools.hidden = true;
    if (event.target.name === "highlight") {
      form.requestSubmit();
      return;
    }
    details.open = true;
    form.elements.text.focus();
  });
}
