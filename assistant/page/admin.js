// Uploads one file after the other with progress, and reads documents again, without leaving the page. Every text is
// set as text. Without this file the same is done by plain forms.
"use strict";

(() => {
  const form = document.getElementById("upload");
  if (!form) return;
  const words = JSON.parse(form.dataset.words), most = Number(form.dataset.most);
  const field = document.getElementById("files"), outcomes = document.getElementById("outcomes"), said = document.getElementById("said");
  const list = document.getElementById("list"), box = outcomes.querySelector("ul");
  const HIDDEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0000-\u001f\u007f]/g;
  const visible = (text) => text.replace(HIDDEN, (c) => `[U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const make = (tag, name, text) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const queue = [];
  let busy = false, named = new Set();

  // ---- one line for each file

  const line = (name) => {
    const item = make("li", "outcome"), title = make("b"), told = make("p", "", words.waits), bar = make("progress");
    title.append(make("bdi", "", visible(name)));
    bar.setAttribute("aria-label", fill(words.progress, { name: visible(name) }));
    bar.max = 100;
    bar.value = 0;
    item.append(title, told, bar);
    box.append(item);
    outcomes.hidden = false;
    return { item, told, bar, name: visible(name) };
  };
  const inBokmal = (node) => { // sentences of the service are in bokmål
    if (document.documentElement.lang !== "nb") node.lang = "nb";
  };
  const ended = (view, text, good, warnings = []) => {
    view.bar.remove();
    view.item.classList.add(good ? "good" : "bad");
    view.told.textContent = text;
    for (const warning of warnings) {
      const node = make("p", "soft", visible(warning));
      inBokmal(node);
      view.item.append(node);
    }
    said.textContent = `${view.name}: ${text}`;
  };
  const refused = (view, response) => {
    let detail = words.unforeseen;
    try {
      const problem = JSON.parse(response);
      if (problem.detail) { detail = visible(problem.detail); inBokmal(view.told); }
    } catch { /* not ours: a proxy's page */ }
    ended(view, detail, false);
  };
  const lost = (view, again) => {
    ended(view, words.lost, false);
    const button = make("button", "quiet", words.again);
    button.type = "button";
    button.setAttribute("aria-label", `${words.again}: ${view.name}`);
    button.addEventListener("click", () => { view.item.remove(); again(); });
    view.item.append(button);
  };

  // ---- one thing after the other

  const add = (view, run) => {
    queue.push({ view, run });
    if (!busy) next();
  };
  const next = async () => {
    busy = true;
    while (queue.length) {
      const { view, run } = queue.shift();
      await run(view);
      if (!queue.length) await refresh();
    }
    busy = false;
    named = new Set();
  };
  const refresh = async () => {
    try {
      const response = await fetch(`/administrasjon/liste${location.search}`);
      if (!response.ok) return;
      const holder = document.createElement("template"); // markup of our own templates alone
      holder.innerHTML = await response.text();
      list.replaceChildren(holder.content);
    } catch { /* the list is as it was; the lines above tell what was done */ }
  };
  const call = (method, address, body, view, again, done) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable || event.loaded === event.total) return;
      const percent = Math.floor(100 * event.loaded / event.total);
      view.bar.value = percent;
      view.told.textContent = fill(words.sending, { percent });
    });
    const reads = () => { view.bar.removeAttribute("value"); view.told.textContent = words.reading; };
    if (body) request.upload.addEventListener("load", reads); else reads();
    request.addEventListener("load", () => {
      if (request.status < 300) done(JSON.parse(request.responseText)); else refused(view, request.responseText);
      resolve();
    });
    request.addEventListener("error", () => { lost(view, again); resolve(); });
    request.send(body);
  });

  // ---- upload

  const send = (file) => {
    const view = line(file.name);
    if (file.size > most) return ended(view, fill(words.large, { most: form.dataset.megabytes }), false);
    if (named.has(file.name)) return ended(view, words.twice, false);
    named.add(file.name);
    add(view, () => {
      const body = new FormData();
      body.append("file", file, file.name);
      const done = (result) => ended(view, result.replaced ? words.replaced : words.added, true, result.warnings);
      return call("POST", "/v1/documents", body, view, () => { named.delete(file.name); send(file); }, done);
    });
  };
  const takes = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");

  form.querySelector("button[type=submit]").hidden = true;
  document.getElementById("drop-note").hidden = false;
  const pick = document.getElementById("pick"); // in the page's language; the field itself speaks the browser's
  pick.hidden = false;
  pick.addEventListener("click", () => field.click());
  field.classList.add("unseen");
  field.addEventListener("change", () => {
    for (const file of field.files) send(file);
    field.value = "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (!takes(event)) return;
      event.preventDefault();
      form.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    if (!takes(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    [...event.dataTransfer.files].forEach((file, at) => {
      if (entries[at] && entries[at].isDirectory) ended(line(file.name), words.folder, false); else send(file);
    });
  });

  // ---- read again

  const reread = (id, name) => add(line(name), (view) => {
    const done = (result) => ended(view, words.reread, true, result.warnings);
    return call("POST", `/v1/documents/${encodeURIComponent(id)}/reread`, null, view, () => reread(id, name), done);
  });
  list.addEventListener("submit", (event) => {
    if (!event.target.matches(".reread")) return;
    event.preventDefault();
    reread(new FormData(event.target).get("doc"), event.target.dataset.name);
    document.getElementById("outcomes-title").focus();
  });
  const all = document.getElementById("reread-all");
  if (all) all.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = all.querySelector("button"), view = line(words.all);
    button.disabled = true;
    document.getElementById("outcomes-title").focus();
    try {
      const documents = await (await fetch("/v1/documents")).json();
      let read = 0, bad = 0;
      for (const { doc_id: id, source } of documents) {
        view.told.textContent = fill(words.of, { number: read + 1, total: documents.length });
        view.bar.value = 100 * read / documents.length;
        const response = await fetch(`/v1/documents/${encodeURIComponent(id)}/reread`, { method: "POST" });
        read += 1;
        if (!response.ok) { bad += 1; refused(line(source), await response.text()); }
      }
      ended(view, fill(words.all_done, { good: read - bad, bad }), !bad);
    } catch { lost(view, () => all.requestSubmit()); }
    button.disabled = false;
    await refresh();
  });
})();
