// Makes the page stream its answers and open sources beside them. The server writes all markup, with every text of
// documents and questions escaped; here text is only ever set as text. Without this file the page is a plain form.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const words = JSON.parse(document.body.dataset.words);
  const form = byId("ask"), panel = byId("panel"), field = byId("q"), turns = byId("turns"), status = byId("status");
  const send = form && form.querySelector("button[type=submit]");
  const KEPT = "samtale"; // this tab's turns, so that a reload loses nothing
  const TALK = "samtale-id"; // the conversation that this tab's questions belong to
  const talking = () => {
    try { return sessionStorage.getItem(TALK); } catch { return null; }
  };
  let running = null; // the answer that is being made: {view, stop}
  let open = null; // the source that is shown: {links, at, opener, turn}

  const make = (tag, name, text) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  // A sentence of the service is in bokmål, whatever the page is in.
  const said = (text) => Object.assign(new Error(text), { language: "nb" });
  const troubleView = (error) => {
    const node = make("p", "trouble", error.message);
    if (error.language && error.language !== document.documentElement.lang) node.lang = error.language;
    return node;
  };
  const fromServer = (html) => { // markup of our own templates alone
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  };

  // ---- what the question is narrowed by

  const conditions = () => { // of the form, without the question
    const given = new URLSearchParams();
    if (form) for (const [name, value] of new FormData(form)) if (name !== "q" && value) given.append(name, value);
    return given;
  };
  const filterOf = (given) => {
    const filter = {};
    for (const [name, value] of given) (filter[name] ||= []).push(value);
    return filter;
  };
  const addressOf = (question, given) => `/?${new URLSearchParams([["q", question], ...given])}`;

  const narrow = async () => { // the counts follow the choices
    const given = conditions(), box = byId("choices"), number = [...given].length;
    const tag = byId("narrow").querySelector(".tag");
    tag.textContent = fill(words.chosen, { number });
    tag.hidden = !number;
    try {
      const response = await fetch(`/page/narrow?${given}`);
      if (!response.ok || String(conditions()) !== String(given)) return;
      const html = await response.text(), focused = document.activeElement && document.activeElement.id, at = box.querySelector(".subjects")?.scrollTop;
      box.replaceChildren(fromServer(html));
      if (focused && byId(focused)) byId(focused).focus({ preventScroll: true });
      if (at) box.querySelector(".subjects").scrollTop = at;
    } catch { /* the choices hold; only their counts are old */ }
  };

  // ---- one question and its answer

  const startTurn = (question, given) => {
    const welcome = byId("welcome");
    if (welcome) welcome.remove();
    byId("title").className = "unseen";
    const turn = make("article", "turn"), heading = make("h2", "question"), progress = make("p", "progress", words.searching);
    heading.append(make("bdi", "", question));
    turn.append(heading, progress);
    turns.append(turn);
    byId("new").hidden = false;
    turn.scrollIntoView({ block: "start" });
    return { question, address: addressOf(question, given), turn, progress, told: null, done: false };
  };

  const onEvent = {
    search: (view, data) => { view.progress.textContent = data.text; },
    token: (view, data) => {
      if (!view.told) view.turn.append((view.told = make("div", "answer")));
      view.told.append(make("p", "", data.text));
    },
    turn: (view, data) => {
      const whole = fromServer(data.html).firstElementChild;
      view.turn.replaceWith(whole);
      view.turn = whole;
      view.done = true;
      offerCopying();
      try { if (data.conversation) sessionStorage.setItem(TALK, data.conversation); } catch { /* each question then stands alone */ }
      offerTalk();
      busy(false);
      status.textContent = data.said;
      whole.scrollIntoView({ block: "start" });
      history.replaceState(null, "", view.address);
      document.title = `${view.question.slice(0, 80)} – Styreveiviser`;
      keep();
    },
    further: (view, data) => {
      view.turn.append(fromServer(data.html));
      keep();
    },
    error: (view, data) => { throw said(data.text); },
  };

  // Calls handle(name, data) for each server-sent event of a response.
  const readEvents = async (response, handle) => {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ;) {
      const { value, done } = await reader.read();
      if (done) return;
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        const lines = part.split("\n");
        const pick = (key) => lines.filter((line) => line.startsWith(key)).map((line) => line.slice(key.length)).join("\n");
        handle(pick("event: "), JSON.parse(pick("data: ")));
      }
    }
  };

  const problemOf = async (response, otherwise) => {
    try {
      const { detail } = await response.json();
      return detail ? said(detail) : new Error(otherwise);
    } catch { return new Error(otherwise); }
  };

  const request = async (question, given, view, signal) => {
    const lost = () => new Error(signal.aborted ? words.stopped : view.told ? words.cut_off : words.lost);
    let response;
    try {
      response = await fetch("/page/answer", {
        method: "POST", headers: { "Content-Type": "application/json" }, signal,
        body: JSON.stringify({ question, filter: filterOf(given), conversation_id: talking() || undefined }),
      });
    } catch { throw lost(); }
    if (!response.ok) throw await problemOf(response, words.lost);
    let failure = null;
    try {
      await readEvents(response, (name, data) => {
        try { if (onEvent[name]) onEvent[name](view, data); } catch (error) { failure = error; throw error; }
      });
    } catch { throw failure || lost(); }
    if (!view.done) throw lost();
  };

  const ask = async (question) => {
    if (running || !question) return;
    const stopper = new AbortController(), given = conditions(), view = startTurn(question, given);
    running = stopper;
    busy(true);
    closePanel(false);
    status.textContent = words.searching;
    field.value = "";
    try {
      await request(question, given, view, stopper.signal);
    } catch (error) {
      view.progress.remove();
      view.turn.append(troubleView(error));
      status.textContent = error.message;
      if (!field.value) field.value = question;
    }
    running = null;
    busy(false);
    field.focus({ preventScroll: true });
  };

  const busy = (is) => {
    send.textContent = is ? send.dataset.stop : send.dataset.send;
    send.classList.toggle("stop", is);
  };

  // ---- what can be done with a kept answer

  const offerTalk = () => { // the whole conversation as a file, once there is one
    const talk = byId("talk"), id = talking();
    if (!talk) return;
    talk.hidden = !id;
    if (!id) return;
    for (const link of talk.querySelectorAll("a")) {
      link.href = `/v1/conversations/${encodeURIComponent(id)}/file?format=${link.dataset.format}&lang=${document.documentElement.lang}`;
    }
  };

  const offerCopying = () => {
    for (const one of document.querySelectorAll(".copy")) one.hidden = false;
  };

  const copy = async (button) => {
    const address = new URL(button.dataset.copy, location).href;
    let done = false;
    try {
      await navigator.clipboard.writeText(address);
      done = true;
    } catch { // not on an address without TLS
      const box = make("textarea", "unseen", address);
      button.after(box);
      box.select();
      done = document.execCommand("copy");
      box.remove();
      button.focus();
    }
    status.textContent = done ? words.copied : fill(words.copy_failed, { address });
    const note = button.parentElement.querySelector(".note") || button.parentElement.appendChild(make("span", "note"));
    note.textContent = status.textContent;
  };

  const giveVerdict = async (given, verdict) => {
    const said = new FormData(given), wrong = verdict === "wrong";
    const body = { answer_id: given.dataset.answer, verdict, comment: said.get("comment") || null, reason: wrong ? said.get("reason") : null };
    const old = given.querySelector(".trouble");
    if (old) old.remove();
    try {
      const response = await fetch("/v1/feedback", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      if (!response.ok) throw await problemOf(response, words.not_sent);
    } catch (error) {
      const shown = error instanceof TypeError ? new Error(words.not_sent) : error;
      given.append(troubleView(shown));
      status.textContent = shown.message;
      return;
    }
    const thanks = make("p", "thanks", words.thanks);
    thanks.tabIndex = -1;
    given.replaceWith(thanks);
    thanks.focus({ preventScroll: true });
    status.textContent = words.thanks;
    if (form) keep();
  };

  // ---- a reload

  const keep = () => {
    const whole = [...turns.children].map((turn) => turn.outerHTML);
    try { sessionStorage.setItem(KEPT, JSON.stringify(whole)); } catch { /* full or forbidden: a reload then shows the last answer alone */ }
  };

  const restore = () => {
    const shown = turns.lastElementChild;
    let kept = [];
    try { kept = JSON.parse(sessionStorage.getItem(KEPT) || "[]"); } catch { kept = []; }
    if (!shown) {
      try { for (const key of [KEPT, TALK]) sessionStorage.removeItem(key); } catch { /* nothing was kept */ }
      return;
    }
    const question = shown.querySelector(".question").textContent;
    const earlier = kept.map((html) => fromServer(html).firstElementChild);
    const last = earlier.at(-1);
    if (!last) return keep();
    if (last.querySelector(".question").textContent === question) turns.replaceChildren(...earlier);
    else turns.prepend(...earlier);
    status.textContent = words.restored;
    keep();
    offerCopying();
    offerTalk();
    turns.lastElementChild.scrollIntoView({ block: "start" });
  };

  // ---- the source beside the answer

  const showPicture = async (body, stillShown) => {
    const box = body.querySelector(".picture");
    if (!box) return;
    const image = box.querySelector("img"), response = await fetch(image.src);
    if (!stillShown() || !response.ok) return;
    const at = response.headers.get("X-Marked-At");
    await image.decode();
    if (!stillShown()) return;
    if (at === null) body.querySelector(".unmarked").hidden = false;
    const [left, top] = (at || "0 0").split(" ").map(Number);
    box.scrollTop = top * image.clientHeight - box.clientHeight / 3;
    box.scrollLeft = left * image.clientWidth - 12;
  };

  const show = async () => {
    const now = open, link = now.links[now.at], stillShown = () => open === now && now.links[now.at] === link;
    const body = byId("panel-body");
    byId("panel-place").textContent = fill(words.place, { heading: now.heading, at: now.at + 1, total: now.links.length });
    // Not `disabled`: that would take the focus away from under a reader's finger.
    byId("previous").setAttribute("aria-disabled", String(now.at === 0));
    byId("next").setAttribute("aria-disabled", String(now.at === now.links.length - 1));
    for (const other of document.querySelectorAll(".cite[aria-current]")) other.removeAttribute("aria-current");
    for (const mark of now.turn.querySelectorAll(".cite.mark")) {
      if (mark.dataset.number === link.dataset.number) mark.setAttribute("aria-current", "true");
    }
    if (!body.children.length) body.replaceChildren(make("p", "note", words.loading));
    try {
      const response = await fetch(`${link.getAttribute("href")}&part=1`);
      const ours = (response.headers.get("Content-Type") || "").startsWith("text/html");
      if (!ours) throw await problemOf(response, words.no_source);
      const html = await response.text();
      if (!stillShown()) return;
      body.replaceChildren(fromServer(html));
      body.scrollTop = 0;
      const box = body.querySelector(".pagetext"), marked = byId("marked");
      if (marked) box.scrollTop = marked.offsetTop - box.clientHeight / 3;
      await showPicture(body, stillShown);
    } catch (error) {
      if (!stillShown()) return;
      const unforeseen = error instanceof TypeError || error.name === "EncodingError";
      body.replaceChildren(troubleView(unforeseen ? new Error(words.no_source) : error));
    }
  };

  const openPanel = (link) => {
    const turn = link.closest(".turn, .cites"), links = [...turn.querySelectorAll(turn.matches(".turn") ? ".sources a.cite" : "a.cite")];
    const at = links.findIndex((one) => one.dataset.number === link.dataset.number);
    if (at < 0) return;
    open = { links, at, opener: link, turn, heading: turn.querySelector(".refused") ? words.passage : words.source };
    panel.hidden = false;
    document.body.classList.add("with-panel");
    byId("panel-body").replaceChildren();
    byId("panel-place").focus({ preventScroll: true });
    show();
  };

  const closePanel = (returnFocus) => {
    if (!open) return;
    const { opener } = open;
    open = null;
    panel.hidden = true;
    document.body.classList.remove("with-panel");
    for (const link of document.querySelectorAll(".cite[aria-current]")) link.removeAttribute("aria-current");
    if (returnFocus && opener.isConnected) opener.focus();
  };

  const step = (by) => {
    if (!open || !open.links[open.at + by]) return;
    open.at += by;
    show();
  };

  // ---- what the reader does

  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const link = plain && event.target.closest(".turn a.cite, .cites a.cite, a.example");
    if (!link || !(link.matches(".cite") ? panel : form)) return;
    event.preventDefault();
    if (link.matches(".cite")) openPanel(link);
    else ask(link.textContent.trim());
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button) copy(button);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".verdict")) return;
    event.preventDefault();
    giveVerdict(event.target, event.submitter ? event.submitter.value : "right");
  });
  offerCopying();
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) closePanel(true);
    else if (open && panel.contains(event.target) && event.target.scrollWidth <= event.target.clientWidth) {
      if (event.key === "ArrowRight") step(1);
      if (event.key === "ArrowLeft") step(-1);
    }
  });
  if (panel) {
    byId("previous").addEventListener("click", () => step(-1));
    byId("next").addEventListener("click", () => step(1));
    byId("close").addEventListener("click", () => closePanel(true));
  }
  if (form) {
    form.noValidate = true; // the button also stops an answer, while the field is empty
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (running) running.abort();
      else if (field.value.trim()) ask(field.value.trim());
      else field.focus();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!running) form.requestSubmit();
    });
    if (byId("narrow")) {
      byId("narrow").addEventListener("change", narrow);
      byId("narrow").addEventListener("click", (event) => {
        if (!event.target.closest(".clear")) return;
        event.preventDefault();
        for (const one of byId("choices").querySelectorAll("input, select")) {
          if (one.type === "checkbox") one.checked = false;
          else one.value = "";
        }
        narrow();
        byId("narrow").querySelector("summary").focus();
      });
    }
    restore();
    const later = document.querySelector("#examples[data-later]");
    if (later) {
      fetch("/page/examples").then((response) => (response.ok ? response.text() : ""))
        .then((html) => later.replaceChildren(fromServer(html))).catch(() => { /* the page is whole without them */ });
    }
  }
})();
