// Adding articles: files can be dropped, and progress is shown while they are sent and read.
"use strict";

const NEXT_LOOK = 700; // milliseconds between two questions how far the server has come

function send(form) {
  const status = form.querySelector(".sending");
  const bar = status.querySelector("progress");
  const request = new XMLHttpRequest(); // fetch cannot tell how much was sent
  request.open("POST", form.action);
  request.responseType = "document";
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.addEventListener("load", () => {
    if (request.responseURL !== location.href) return location.assign(request.responseURL);
    // The form again, with what is wrong, or a sentence that refuses it.
    status.hidden = true;
    const answer = request.response?.querySelector("main");
    if (answer) document.querySelector("main").replaceWith(answer);
    else status.querySelector("span").textContent = "The server refused it: it may be too large.";
    status.hidden = Boolean(answer);
    start();
  });
  request.addEventListener("error", () => {
    status.querySelector("span").textContent = "The connection was lost. Send it again.";
  });
  status.hidden = false;
  bar.value = 0;
  request.send(new FormData(form));
}

function start() {
  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  const files = form.querySelector("input[type=file]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) files.files = event.dataTransfer.files;
    });
  }
}

async function follow(status) {
  const bar = status.querySelector("progress");
  const words = status.querySelector("p");
  status.querySelector("a").hidden = true;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, NEXT_LOOK));
    try {
      const response = await fetch(status.dataset.progress);
      if (!response.ok) return location.reload();
      const { is_working, progress, total } = await response.json();
      if (!is_working) return location.reload();
      if (total) bar.max = total;
      if (total) bar.value = progress;
      words.textContent = total ? `${progress} of ${total} articles` : `${progress} articles`;
    } catch {
      // No network for a moment: ask again.
    }
  }
}

// The bookmark has opened this page from another one: that page is filled in, and read when asked.
function receive() {
  const form = document.querySelector("form[data-upload]");
  if (!form || !window.opener) return;
  window.addEventListener("message", (event) => {
    if (event.source !== window.opener || typeof event.data?.html !== "string") return;
    const url = String(event.data.url);
    form.elements.text.value = `<!doctype html>\n${event.data.html}`;
    form.elements.url.value = /^https?:/.test(url) ? url : "";
    form.elements.captured.valueAsDate = new Date();
  });
  window.opener.postMessage("ready", "*"); // it says nothing about the archive
}

start();
receive();
const working = document.querySelector("[data-progress]");
if (working) follow(working);
