// Adding articles: files and folders can be dropped, and progress is shown while they are sent.
"use strict";

// Folders in which browsers and programs keep what belongs to a page, or hide what is theirs.
const NO_ARTICLES = /(^|\/)([^/]*_files|\.[^/]*)(\/|$)/;

// The files of a folder that may be articles; those of saved pages belong to the pages.
function ofFolder(files) {
  return [...files].filter((file) => !NO_ARTICLES.test(file.webkitRelativePath || file.name));
}

// The files below an entry that was dropped.
async function below(entry) {
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  if (NO_ARTICLES.test(entry.name)) return [];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const each of some) found.push(...(await below(each)));
  }
}

function put(input, files) {
  const list = new DataTransfer();
  for (const file of files) list.items.add(file);
  input.files = list.files;
}

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
  const data = new FormData(form);
  data.delete("folder");
  for (const file of ofFolder(form.elements.folder.files)) data.append("folder", file, file.name);
  request.send(data);
}

async function take(form, dropped) {
  // Asked before anything is awaited: afterwards the browser has forgotten what was dropped.
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  const files = [...dropped.files];
  const folders = entries.filter((entry) => entry.isDirectory);
  const names = new Set(folders.map((entry) => entry.name));
  put(form.elements.file, files.filter((file) => !names.has(file.name)));
  const found = await Promise.all(folders.map(below));
  if (folders.length) put(form.elements.folder, found.flat());
}

function start() {
  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("over", name === "dragover");
      if (name === "drop") take(form, event.dataTransfer);
    });
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
