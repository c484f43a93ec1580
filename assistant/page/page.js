// Makes the page stream its answers and open sources beside them. Text is only ever set as text, never as markup.
// Without this file the page is a plain form that the server answers.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("ask"), field = byId("q"), send = form.querySelector("button");
  const turns = byId("turns"), status = byId("status"), panel = byId("panel");
  const kinds = {
    notice: "Innkalling", agenda: "Saksliste", minutes: "Referat", mandate: "Mandat",
    roadmap: "Veikart", slides: "Presentasjon", attachment: "Vedlegg",
  };
  const months = "januar februar mars april mai juni juli august september oktober november desember".split(" ");
  const lost = "Fikk ikke kontakt med tjenesten. Se etter at den kjører, og prøv igjen. Spørsmålet ditt står i feltet.";
  let busy = false;
  let open = null; // the source that is shown: {citations, at, opener, turn}

  const make = (tag, name, text) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const count = (number, one, many) => `${number.toLocaleString("nb-NO")} ${number === 1 ? one : many}`;
  const day = (iso) => {
    const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
    return `${date}. ${months[month - 1]} ${year}`;
  };
  const placeParts = (c) => [
    kinds[c.kind] || "Dokument", c.meeting_date && day(c.meeting_date), `side ${c.page}`, c.case_number && `sak ${c.case_number}`,
  ].filter(Boolean);
  const fillPlace = (node, c) => {
    node.replaceChildren(...placeParts(c).flatMap((part, at) => [at ? " · " : "", make("span", "", part)]));
    return node;
  };
  const pageAddress = (c) => `/v1/documents/${encodeURIComponent(c.doc_id)}/pages/${c.page}`;
  const pictureAddress = (c) => `${pageAddress(c)}.png?start=${c.start}&end=${c.end}`;

  // ---- one question and its answer

  const citeLink = (citation, name, text) => {
    const link = make("a", `cite ${name}`, text);
    link.href = pictureAddress(citation);
    link.dataset.number = citation.number;
    return link;
  };

  const sentenceView = (text, citations) => {
    const line = make("p", "", text.replaceAll(" | ", " · ")); // the cells of a table row; the quote below keeps its marks
    for (const citation of citations) {
      const link = citeLink(citation, "mark", String(citation.number));
      link.setAttribute("aria-label", `Kilde ${citation.number}: ${citation.title}, side ${citation.page}`);
      line.append(" ", link);
    }
    return line;
  };

  const sourcesView = (heading, note, citations) => {
    const section = make("section", "sources"), list = make("ol");
    section.append(make("h3", "", heading));
    if (note) section.append(make("p", "note", note));
    for (const citation of citations) {
      const item = make("li"), words = make("div"), number = make("span", "number", String(citation.number));
      item.dataset.citation = JSON.stringify(citation);
      number.setAttribute("aria-hidden", "true");
      words.append(citeLink(citation, "title", citation.title), fillPlace(make("p", "place"), citation), make("blockquote", "", citation.quote));
      item.append(number, words);
      list.append(item);
    }
    section.append(list);
    return section;
  };

  const answeredViews = (answer) => {
    const body = make("div", "answer");
    for (const sentence of answer.sentences) {
      body.append(sentenceView(sentence.text, answer.citations.filter((c) => sentence.citations.includes(c.number))));
    }
    return [body, sourcesView("Kilder", "", answer.citations)];
  };

  const refusedViews = (answer) => {
    const body = make("div", "answer refused"), { searched, nearest } = answer.refusal;
    const terms = searched.terms.length ? ` etter: ${searched.terms.join(", ")}` : "";
    const where = `${count(searched.documents, "dokument", "dokumenter")} og ${count(searched.chunks, "utdrag", "utdrag")}`;
    body.append(make("p", "", answer.text), make("p", "searched", `Søkte i ${where}${terms}.`));
    const note = "Disse svarer ikke på spørsmålet, men ligger nærmest det du spurte om.";
    return nearest.length ? [body, sourcesView("Nærmeste utdrag", note, nearest)] : [body];
  };

  const startTurn = (question) => {
    const welcome = byId("welcome");
    if (welcome) welcome.remove();
    const turn = make("article", "turn"), progress = make("p", "progress", "Søker …");
    turn.append(make("h2", "question", question), progress);
    turns.append(turn);
    turn.scrollIntoView({ block: "start" });
    return { turn, progress, told: null };
  };

  const onEvent = {
    search: (view, data) => {
      view.progress.textContent = `Søkte i ${count(data.documents, "dokument", "dokumenter")}, leser ${count(data.hits, "utdrag", "utdrag")} …`;
    },
    token: (view, data) => {
      if (!view.told) view.turn.append((view.told = make("div", "answer")));
      view.told.append(make("p", "", data.text.trim().replaceAll(" | ", " · ")));
    },
    citation: () => {},
    answer: (view, data) => {
      const answered = data.status === "answered";
      view.progress.remove();
      if (view.told) view.told.remove();
      view.turn.append(...(answered ? answeredViews(data) : refusedViews(data)));
      status.textContent = answered ? `${data.text} ${count(data.citations.length, "kilde", "kilder")}.` : data.text;
      view.turn.scrollIntoView({ block: "start" });
      view.done = true;
    },
    error: (view, data) => { throw new Error(data.detail); },
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

  const problemOf = async (response) => {
    try { return (await response.json()).detail || lost; } catch { return lost; }
  };

  const request = async (question, view) => {
    let response;
    try {
      response = await fetch("/v1/ask/stream", {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ question }),
      });
    } catch { throw new Error(lost); }
    if (!response.ok) throw new Error(await problemOf(response));
    let failure = null;
    try {
      await readEvents(response, (name, data) => {
        try { if (onEvent[name]) onEvent[name](view, data); } catch (error) { failure = error; throw error; }
      });
    } catch { throw failure || new Error(lost); }
    if (!view.done) throw new Error(lost);
  };

  const ask = async (question) => {
    if (busy || !question) return;
    busy = true;
    send.setAttribute("aria-busy", "true");
    closePanel(false);
    status.textContent = "Søker …";
    const view = startTurn(question);
    field.value = "";
    try {
      await request(question, view);
      history.replaceState(null, "", `/?q=${encodeURIComponent(question)}`);
      document.title = `${question.slice(0, 80)} – Styreveiviser`;
    } catch (error) {
      view.progress.remove();
      view.turn.append(make("p", "trouble", error.message));
      status.textContent = error.message;
      if (!field.value) field.value = question;
      view.turn.scrollIntoView({ block: "start" });
    }
    send.removeAttribute("aria-busy");
    busy = false;
    field.focus({ preventScroll: true });
  };

  // ---- the source beside the answer

  const showText = (text, citation) => {
    const box = byId("panel-text"), letters = Array.from(text); // offsets count whole characters, not halves
    const marked = make("mark", "", letters.slice(citation.start, citation.end).join(""));
    box.replaceChildren(letters.slice(0, citation.start).join(""), marked, letters.slice(citation.end).join(""));
    box.scrollTop = marked.offsetTop - box.clientHeight / 3;
  };

  const showPicture = async (citation, stillShown) => {
    const box = byId("panel-picture"), image = box.querySelector("img"), address = pictureAddress(citation);
    image.alt = "";
    box.hidden = true;
    const response = await fetch(address);
    if (!stillShown()) return;
    if (!response.ok) throw new Error(await problemOf(response));
    const at = response.headers.get("X-Marked-At");
    await response.blob();
    image.src = address;
    await image.decode();
    if (!stillShown()) return;
    image.alt = `Side ${citation.page} av «${citation.title}»${at === null ? "" : ", med utdraget merket i gult"}.`;
    box.hidden = false;
    const [left, top] = (at || "0 0").split(" ").map(Number);
    box.scrollTop = top * image.clientHeight - box.clientHeight / 3;
    box.scrollLeft = left * image.clientWidth - 12;
    if (at === null) note("Utdraget kunne ikke merkes i bildet. Det er merket i teksten under.");
  };

  const note = (words) => {
    byId("panel-note").textContent = words;
    byId("panel-note").hidden = !words;
  };

  const show = async () => {
    const now = open, citation = now.citations[now.at], stillShown = () => open === now && now.citations[now.at] === citation;
    byId("panel-place").textContent = `${now.heading} ${now.at + 1} av ${now.citations.length}`;
    byId("panel-title").textContent = citation.title;
    fillPlace(byId("panel-meta"), citation);
    byId("panel-original").href = `/v1/documents/${encodeURIComponent(citation.doc_id)}/file#page=${citation.page}`;
    byId("panel-text").textContent = "Henter …";
    byId("previous").disabled = now.at === 0;
    byId("next").disabled = now.at === now.citations.length - 1;
    for (const link of document.querySelectorAll(".cite[aria-current]")) link.removeAttribute("aria-current");
    for (const link of now.turn.querySelectorAll(".cite.mark")) {
      if (link.dataset.number === String(citation.number)) link.setAttribute("aria-current", "true");
    }
    note("");
    try {
      const response = await fetch(pageAddress(citation));
      if (!response.ok) throw new Error(await problemOf(response));
      const page = await response.json();
      if (!stillShown()) return;
      showText(page.text, citation);
      await showPicture(citation, stillShown);
    } catch (error) {
      if (!stillShown()) return;
      if (byId("panel-text").textContent === "Henter …") byId("panel-text").textContent = "";
      note(error instanceof TypeError || error.name === "EncodingError" ? "Fikk ikke hentet siden. Prøv igjen om litt." : error.message);
    }
  };

  const openPanel = (link) => {
    const turn = link.closest(".turn");
    const citations = [...turn.querySelectorAll("li[data-citation]")].map((item) => JSON.parse(item.dataset.citation));
    const at = citations.findIndex((citation) => String(citation.number) === link.dataset.number);
    if (at < 0) return;
    open = { citations, at, opener: link, turn, heading: turn.querySelector(".refused") ? "Utdrag" : "Kilde" };
    panel.hidden = false;
    document.body.classList.add("with-panel");
    panel.querySelector(".panel-body").scrollTop = 0;
    byId("panel-title").focus({ preventScroll: true });
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
    if (!open || !open.citations[open.at + by]) return;
    open.at += by;
    show();
  };

  // ---- what the reader does

  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const link = plain && event.target.closest("a.cite, a.example");
    if (!link) return;
    event.preventDefault();
    if (link.classList.contains("cite")) openPanel(link);
    else ask(link.textContent.trim());
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) closePanel(true);
    else if (open && panel.contains(event.target) && event.target.scrollWidth <= event.target.clientWidth) {
      if (event.key === "ArrowRight") step(1);
      if (event.key === "ArrowLeft") step(-1);
    }
  });
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("close").addEventListener("click", () => closePanel(true));
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(field.value.trim()); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
})();
