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
  const talking = () => stored(sessionStorage, TALK, null);
  const talks = () => {
    try { return JSON.parse(stored(localStorage, TALKS, "[]")).filter((id) => typeof id === "string"); } catch { return []; }
  };
  const saveTalks = (ids) => store(localStorage, TALKS, JSON.stringify(ids.slice(0, TALKS_MAX)));
  const rememberTalk = (id) => {
    if (byId("talk")) saveTalks([id, ...talks().filter((other) => other !== id)]);
  };
  const forgetTalk = (id) => {
    saveTalks(talks().filter((other) => other !== id));
    if (talking() === id) for (const key of [KEPT, TALK, PENDING]) store(sessionStorage, key, null);
  };
  const LANGUAGE = "samtale-sprak"; // what the kept turns are told in
  const PENDING = "samtale-venter"; // the question whose answer is under way
  const TALKS = "samtaler"; // this browser's conversations, the newest first: their ids alone
  const TALKS_MAX = 100;
  const stored = (store, key, otherwise) => {
    try { return store.getItem(key) ?? otherwise; } catch { return otherwise; }
  };
  const store = (where, key, value) => {
    try {
      if (value === null) where.removeItem(key);
      else where.setItem(key, value);
    } catch { /* full or forbidden: the page then remembers less */ }
  };
  let leaving = false; // the page is going away, and takes its open requests with it
  let running = null; // the answer that is being made: {view, stop}
  let open = null; // the source that is shown: {links, at, opener, turn}

  const make = (tag, name, text) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  // A sentence of the service is in the page's language or, where it has none in that, in bokmål.
  const said = (text, language) => Object.assign(new Error(text), { language: language || "nb" });
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
  const settle = (address, turn) => { // the page's address names the answer it shows, so that a reload asks nothing anew
    if (turns.dataset.talk) return;
    const at = new URL(address, location);
    at.searchParams.delete("samtale");
    if (turn.dataset.answer) at.searchParams.set("svar", turn.dataset.answer);
    history.replaceState(null, "", at);
    for (const link of document.querySelectorAll(".languages a")) {
      at.searchParams.set("sprak", link.lang);
      link.href = at;
    }
  };

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
    turn.dataset.given = String(given);
    turns.append(turn);
    store(sessionStorage, PENDING, question);
    keep();
    byId("new").hidden = false;
    turn.scrollIntoView({ block: "start" });
    return { question, address: addressOf(question, given), turn, progress, told: null, done: false };
  };

  const onEvent = {
    search: (view, data) => { view.progress.textContent = data.text; },
    token: (view, data) => {
      if (!view.told) view.turn.append((view.told = make("div", "answer")));
      view.told.append(make("p", "", data.text));
      keep();
    },
    turn: (view, data) => {
      const whole = fromServer(data.html).firstElementChild;
      view.turn.replaceWith(whole);
      view.turn = whole;
      view.done = true;
      running = null; // what to ask next is still on its way, and need not be waited for
      offerCopying();
      store(sessionStorage, PENDING, null);
      if (data.conversation) {
        store(sessionStorage, TALK, data.conversation);
        rememberTalk(data.conversation);
      }
      offerTalk();
      busy(false);
      status.textContent = data.said;
      whole.scrollIntoView({ block: "start" });
      settle(view.address, whole);
      document.title = `${view.question.slice(0, 80)} – Styreveiviser`;
      keep();
    },
    further: (view, data) => {
      view.turn.append(fromServer(data.html));
      keep();
    },
    error: (view, data) => { throw said(data.text, data.lang); },
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
      return detail ? said(detail, response.headers.get("Content-Language")) : new Error(otherwise);
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

  const offerAgain = (turn, text) => { // what was received stays, and the question can be asked once more
    for (const old of turn.querySelectorAll(".progress, .again")) old.remove();
    const again = make("button", "again", words.again);
    again.type = "button";
    turn.append(text, again);
    store(sessionStorage, PENDING, null);
    keep();
  };

  const ask = async (question, given = conditions()) => {
    if (running || !question) return;
    const stopper = new AbortController(), asker = document.activeElement, view = startTurn(question, given);
    running = stopper;
    busy(true);
    closePanel(false);
    status.textContent = words.searching;
    field.value = "";
    try {
      await request(question, given, view, stopper.signal);
    } catch (error) {
      if (leaving) return;
      offerAgain(view.turn, troubleView(error));
      status.textContent = error.message;
      if (!field.value) field.value = question;
    }
    if (running && running !== stopper) return; // the next question has been asked meanwhile
    running = null;
    busy(false);
    const at = document.activeElement; // a reader who has gone on to a source meanwhile stays there
    if (!at || at === document.body || at === asker) field.focus({ preventScroll: true });
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
    store(sessionStorage, KEPT, JSON.stringify(whole));
    store(sessionStorage, LANGUAGE, document.documentElement.lang);
  };

  const restore = () => {
    const shown = turns.lastElementChild, pending = stored(sessionStorage, PENDING, null), talk = turns.dataset.talk;
    const kept = JSON.parse(stored(sessionStorage, KEPT, "[]"));
    const earlier = kept.map((html) => fromServer(html).firstElementChild);
    const last = earlier.at(-1);
    if (talk) { // the service's own memory of it, which another tab may have gone on with
      const same = talking() === talk;
      store(sessionStorage, TALK, talk);
      rememberTalk(talk);
      if (same && pending && last) turns.append(last);
    } else if (pending && last) {
      if (byId("welcome")) byId("welcome").remove();
      byId("title").className = "unseen";
      byId("new").hidden = false;
      turns.replaceChildren(...earlier);
    } else if (!shown) {
      for (const key of [KEPT, TALK, PENDING]) store(sessionStorage, key, null);
      return;
    }
    if (pending && last && last.isConnected) {
      const broken = new Error(words.interrupted);
      offerAgain(last, troubleView(broken));
      status.textContent = broken.message;
      offerCopying();
      offerTalk();
      last.scrollIntoView({ block: "start" });
      return;
    }
    store(sessionStorage, PENDING, null);
    if (talk) return keep();
    const question = shown.querySelector(".question").textContent, begun = turns.dataset.begun;
    if (begun) {
      rememberTalk(begun);
      if (!talking()) store(sessionStorage, TALK, begun);
    }
    settle(location.href, shown);
    if (!last) {
      offerCopying();
      return keep();
    }
    const again = last.querySelector(".question").textContent === question;
    if (!again) turns.prepend(...earlier);
    else if (stored(sessionStorage, LANGUAGE, null) === document.documentElement.lang) turns.replaceChildren(...earlier);
    else turns.prepend(...earlier.slice(0, -1));
    status.textContent = words.restored;
    keep();
    offerCopying();
    offerTalk();
    turns.lastElementChild.scrollIntoView({ block: "start" });
  };

  // ---- this browser's conversations

  const listTalks = async (box) => {
    const ids = talks();
    try {
      const response = await fetch("/page/talks", {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ids }),
      });
      if (!response.ok) throw await problemOf(response, words.no_list);
      box.replaceChildren(fromServer(await response.text()));
      const held = new Set([...box.querySelectorAll("li[data-talk]")].map((row) => row.dataset.talk));
      saveTalks(ids.filter((id) => held.has(id))); // what is gone has now been told of
    } catch (error) {
      box.replaceChildren(troubleView(error instanceof TypeError ? new Error(words.no_list) : error));
    }
  };

  const deleteTalk = async (asked, box) => {
    const id = asked.dataset.talk, old = asked.querySelector(".trouble");
    if (old) old.remove();
    try {
      const response = await fetch(`/v1/conversations/${encodeURIComponent(id)}`, { method: "DELETE" });
      if (!response.ok && response.status !== 404 && response.status !== 410) throw await problemOf(response, words.not_deleted);
    } catch (error) {
      const shown = error instanceof TypeError ? new Error(words.not_deleted) : error;
      asked.append(troubleView(shown));
      status.textContent = shown.message;
      return;
    }
    forgetTalk(id);
    await listTalks(box);
    status.textContent = words.deleted;
    byId("title").focus();
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
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.again"), turn = button && button.closest(".turn");
    if (!turn || running) return;
    const question = turn.querySelector(".question").textContent, given = new URLSearchParams(turn.dataset.given);
    button.remove();
    ask(question, given);
  });
  addEventListener("pagehide", () => { leaving = true; });
  addEventListener("pageshow", () => { leaving = false; });
  document.addEventListener("submit", (event) => {
    const box = byId("talks");
    if (event.target.matches(".forget form")) {
      if (!box) return forgetTalk(event.target.dataset.talk); // the form itself deletes it
      event.preventDefault();
      return deleteTalk(event.target, box);
    }
    if (!event.target.matches(".verdict")) return;
    event.preventDefault();
    giveVerdict(event.target, event.submitter ? event.submitter.value : "right");
  });
  offerCopying();
  if (byId("talks")) listTalks(byId("talks"));
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
    byId("new").addEventListener("click", () => {
      for (const key of [KEPT, TALK, PENDING]) store(sessionStorage, key, null);
    });
    restore();
    const later = document.querySelector("#examples[data-later]");
    if (later) {
      fetch("/page/examples").then((response) => (response.ok ? response.text() : ""))
        .then((html) => later.replaceChildren(fromServer(html))).catch(() => { /* the page is whole without them */ });
    }
  }
})();
