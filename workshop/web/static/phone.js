// Follows the room and casts ballots without losing a tap. Without this script the page works with plain forms.
(() => {
  "use strict";
  const home = location.pathname.replace(/\/$/, "");
  const line = document.getElementById("line");
  const LONGEST_WAIT = 8000;
  const SILENCE = 45000;
  let main = document.querySelector("main");
  let source = null, heard = Date.now(), streamWait = 500, streamTimer = 0;
  let looking = false, lookAgain = false, lookWait = 500, lookTimer = 0;
  let sending = false, sendWait = 500, sendTimer = 0;

  // Survives a reload where the browser lets it; a private tab keeps it until it is closed.
  const kept = {};
  const store = {
    get(name) { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return kept[name] || null; } },
    set(name, value) { kept[name] = value; try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { return; } },
    drop(name) { delete kept[name]; try { sessionStorage.removeItem(name); } catch { return; } },
  };
  const form = () => main.querySelector("form[data-when]");
  const fields = (of) => new URLSearchParams(new FormData(of)).toString();
  const round = (of) => of.elements.round.value;
  const say = (words) => { const at = main.querySelector("[data-say]"); if (at) at.textContent = words; };
  const screenOf = (place) => place.slice(0, place.lastIndexOf("-"));
  const longer = (wait) => Math.min(wait * 2, LONGEST_WAIT);
  const spread = (wait) => wait * (0.5 + Math.random());

  async function ask(path, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 10000);
    try { return await fetch(path, {cache: "no-store", credentials: "same-origin", signal: stop.signal, ...options}); }
    finally { clearTimeout(timer); }
  }

  // --- the form and its draft -------------------------------------------------------------------------------

  function show(state) {
    for (const part of main.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
  }

  function lock(locked) {
    for (const part of form().querySelectorAll("fieldset, button")) part.disabled = locked;
    form().querySelector("button").textContent = locked ? "Sending" : "Vote";
  }

  function fill(of, body) {
    const wanted = new URLSearchParams(body);
    for (const input of of.querySelectorAll("input:not([type=hidden])"))
      input.checked = wanted.getAll(input.name).includes(input.value);
  }

  function keepDraft(pending) {
    store.set("draft", {round: round(form()), body: fields(form()), pending});
  }

  // Called for each new main element: puts back what the person had chosen but not cast.
  function enter() {
    for (const part of main.querySelectorAll("details")) part.open = Boolean(store.get("open " + part.id));
    const draft = store.get("draft"), here = form();
    if (!draft) return;
    if (!here || draft.round !== round(here) || draft.body === fields(here)) return store.drop("draft");
    fill(here, draft.body);
    show("open");
    if (draft.pending) send();
  }

  async function send() {
    clearTimeout(sendTimer);
    const of = form();
    if (sending || !of) return;
    if (!of.querySelector("button").disabled) { keepDraft(true); lock(true); }
    const draft = store.get("draft") || {round: round(of), body: fields(of)};
    const isHere = () => form() && round(form()) === draft.round;
    sending = true;
    try {
      const reply = await ask(of.getAttribute("action"), {
        method: "POST",
        body: new URLSearchParams(draft.body),
        headers: {Accept: "application/json"},
      });
      if (reply.status >= 500 || reply.status === 429) throw new Error("later");
      const answer = await reply.json();
      sendWait = 500;
      if (!isHere()) return;
      lock(false);
      if (answer.counted) {
        store.drop("draft");
        say("");
        for (const earlier of form().querySelectorAll("[data-earlier]")) earlier.hidden = false;
        show("counted");
        main.querySelector("#counted").focus();
        scrollTo(0, 0);
      } else {
        keepDraft(false);
        say("Not counted. " + answer.why);
        look();
      }
    } catch {
      if (!isHere()) return;
      say("Not counted yet: no connection. Trying again.");
      sendTimer = setTimeout(send, spread(sendWait));
      sendWait = longer(sendWait);
    } finally {
      sending = false;
    }
  }

  // --- following the room -----------------------------------------------------------------------------------

  function replaceMain(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    if (!fresh || (fresh.dataset.place === main.dataset.place && fresh.dataset.mine === main.dataset.mine)) return;
    const moved = screenOf(fresh.dataset.place) !== screenOf(main.dataset.place);
    main.replaceWith(fresh);
    main = fresh;
    document.title = main.dataset.title;
    if (history.replaceState) history.replaceState(null, "", home);
    if (moved) { main.querySelector("h1").focus({preventScroll: true}); scrollTo(0, 0); }
    enter();
  }

  async function look() {
    clearTimeout(lookTimer);
    if (looking) { lookAgain = true; return; }
    looking = true;
    try {
      const reply = await ask(home + "?part");
      if (reply.status === 404) return location.reload();
      if (!reply.ok) throw new Error("later");
      replaceMain(await reply.text());
      lookWait = 500;
    } catch {
      lookTimer = setTimeout(look, spread(lookWait));
      lookWait = longer(lookWait);
    } finally {
      looking = false;
      if (lookAgain) { lookAgain = false; look(); }
    }
  }

  function hear(event) {
    heard = Date.now();
    if (event.data !== main.dataset.place) look();
  }

  function lose() {
    if (source) source.close();
    source = null;
    clearTimeout(streamTimer);
    streamTimer = setTimeout(connect, spread(streamWait));
    if (streamWait > 1000) line.textContent = "No connection. Trying again. What you chose is kept.";
    streamWait = longer(streamWait);
  }

  function connect() {
    clearTimeout(streamTimer);
    if (source) source.close();
    source = new EventSource(home + "/events");
    source.onopen = () => { heard = Date.now(); streamWait = 500; line.textContent = ""; };
    source.onerror = lose;
    source.addEventListener("stage", hear);
    source.addEventListener("beat", hear);
    source.addEventListener("bye", () => { source.close(); source = null; });
    source.addEventListener("count", (event) => {
      heard = Date.now();
      for (const at of main.querySelectorAll("[data-count]")) at.textContent = event.data;
    });
  }

  function comeBack() {
    if (document.visibilityState === "hidden") return;
    if (!source || source.readyState === EventSource.CLOSED) connect();
    if (sendTimer && !sending && store.get("draft")?.pending) send();
    look();
  }

  // --- what people do ---------------------------------------------------------------------------------------

  document.addEventListener("submit", (event) => {
    if (event.target === form()) { event.preventDefault(); send(); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.form && event.target.form === form()) { keepDraft(false); say(""); }
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.id) store.set("open " + event.target.id, event.target.open);
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-change]")) {
      event.preventDefault();
      show("open");
      main.querySelector("h1").focus();
    } else if (event.target.closest("[data-keep]")) {
      store.drop("draft");
    }
  });
  addEventListener("pageshow", (event) => { if (event.persisted) comeBack(); });
  addEventListener("online", comeBack);
  document.addEventListener("visibilitychange", comeBack);
  setInterval(() => { if (source && Date.now() - heard > SILENCE) lose(); }, 5000);

  enter();
  connect();
})();
