// Follows the room and casts ballots without losing a tap. Without this script the page works with plain forms.
(() => {
  "use strict";
  const home = location.pathname.replace(/\/$/, "");
  const line = document.getElementById("line"), again = document.getElementById("again");
  const LONGEST_WAIT = 8000;
  const LOST = "No connection. Trying again. What you chose is kept.";
  // A beat comes every 15 seconds. Half as much again without a word, and the stream is dead, open or not.
  const SILENCE = 22500;
  let main = document.querySelector("main");
  let source = null, heard = Date.now(), streamWait = 500, streamTimer = 0;
  let opened, strange = 0, blocked;
  let looking, lookAgain, lookWait = 500, lookTimer, changes = 0;
  let pressed, afterPress;
  let sending, sendWait = 500, sendTimer;

  // Survives a reload where the browser lets it; a private tab keeps it until it is closed.
  const kept = {};
  const storeIn = (area) => ({
    get(name) { try { return JSON.parse(window[area].getItem(name)); } catch { return kept[name] ?? null; } },
    set(name, value) { kept[name] = value; try { window[area].setItem(name, JSON.stringify(value)); } catch {} },
    drop(name) { delete kept[name]; try { window[area].removeItem(name); } catch {} },
  });
  const store = storeIn("sessionStorage"), keep = storeIn("localStorage");
  const form = () => main.querySelector("form[data-when]");
  const fields = (of) => new URLSearchParams(new FormData(of)).toString();
  const round = (of) => of.getAttribute("action") + of.elements.round.value;
  const over = () => main.classList.contains("sealed");
  const say = (words) => { const at = main.querySelector("[data-say]"); if (at) at.textContent = words; };
  const screenOf = (place) => place.slice(0, place.lastIndexOf("-"));
  const longer = (wait) => Math.min(wait * 2, LONGEST_WAIT);
  const spread = (wait) => wait * (0.5 + Math.random());

  async function ask(path, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 10000);
    try { return await fetch(path, {cache: "no-store", signal: stop.signal, ...options}); }
    finally { clearTimeout(timer); }
  }

  const post = (of, body) => ask(of.getAttribute("action"), {
    method: "POST",
    body: new URLSearchParams(body),
    headers: {Accept: "application/json"},
  });

  // --- the form and its draft -------------------------------------------------------------------------------

  function show(state) {
    for (const part of main.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
  }

  function lock(locked) {
    for (const part of form().querySelectorAll("fieldset, button")) part.disabled = locked;
    form().querySelector("button").textContent = locked ? "Sending" : "Vote";
  }

  function fill(of, body) {
    const wanted = body.split("&");
    for (const input of of.querySelectorAll("input:not([type=hidden])")) {
      const at = wanted.indexOf(String(new URLSearchParams([[input.name, input.value]])));
      input.checked = at >= 0;
      // Two dots on one idea are two boxes of the same value.
      if (at >= 0) wanted.splice(at, 1);
    }
  }

  // How many dots are left; once there is none, only what was chosen can be touched.
  function countDots() {
    const at = main.querySelector("[data-dots]");
    if (!at) return;
    const boxes = [...form().querySelectorAll("[name=dot]")];
    const left = Number(at.dataset.dots) - boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.disabled = left <= 0 && !box.checked;
    at.textContent = left > 0 ? `${left} ${left === 1 ? "dot" : "dots"} left, at most ${at.dataset.most} on one ${at.dataset.one}.` : "No dot left. Tap one to take it back.";
  }

  function keepDraft(pending) {
    store.set("draft", {round: round(form()), body: fields(form()), pending});
  }

  // --- what this phone has cast: from it the marks are drawn that are its own -------------------------------

  // Whether something can be kept for all tabs of this browser; else each page is asked for.
  const lasts = (() => { try { localStorage.lasts = 1; return true; } catch { return false; } })();
  // What was cast before votes of phones were given up says nothing about what counts now.
  const castIn = (era) => { const {cast} = mine(); return lasts && cast && cast.era === era ? cast : null; };
  const roundOf = (draft) => new URLSearchParams(draft.body).get("round");
  const saidHere = () => JSON.parse(main.dataset.said);
  const stepOf = (of) => parseInt(of.dataset.place);

  // Notes what this page says of its rounds.
  function learn() {
    const all = mine(), {era} = main.dataset, cast = castIn(era) || {era, from: stepOf(main), rounds: {}};
    if (all.off) return;
    for (const [round, body] of Object.entries(saidHere())) {
      if (body || !cast.rounds[round]) cast.rounds[round] = body;
    }
    keep.set("own", {...all, cast});
  }

  // What a page for all wants to know, answered for this phone; null where it does not know, and has to ask.
  function answered(fresh) {
    const wanted = JSON.parse(fresh.dataset.said), cast = castIn(fresh.dataset.era), draft = store.get("draft");
    for (const [round, ask] of Object.entries(wanted)) {
      if (ask === "") continue;
      if (!cast || (draft && draft.pending && roundOf(draft) === round)) return null;
      const body = cast.rounds[round];
      // Whoever notes its rounds has cast in none that it has not noted, but for those before it began.
      if (body === undefined && stepOf(fresh) <= cast.from) return null;
      wanted[round] = body || "";
    }
    return wanted;
  }

  function addFields(facts, name, body) {
    if (typeof body !== "string") return;
    for (const [key, value] of new URLSearchParams(body)) {
      const fact = `${name}.${key}=${value}`;
      facts.add(facts.has(fact) ? fact + ".2" : fact);
    }
  }

  function factsOf(said) {
    const facts = new Set();
    let last = "";
    for (const [round, body] of Object.entries(said)) {
      if (!body) continue;
      const number = round.split("/")[1];
      facts.add("any").add(number);
      addFields(facts, number, body);
      last = body;
    }
    addFields(facts, "last", last);
    return facts;
  }

  const holds = (condition, facts) => condition.split(" ").every((clause) =>
    clause.split("|").some((word) => word.startsWith("!") !== facts.has(word.replace("!", ""))));

  function choose(from, facts) {
    for (const part of from.querySelectorAll("template[data-if]")) {
      if (!holds(part.dataset.if, facts)) { part.remove(); continue; }
      choose(part.content, facts);
      part.replaceWith(part.content);
    }
  }

  const mainIn = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("main");

  function drawn(html) {
    const fresh = mainIn(html), said = answered(fresh);
    if (!said) return null;
    fresh.dataset.said = JSON.stringify(said);
    choose(fresh, factsOf(said));
    return fresh;
  }

  function showCast() {
    const here = form(), body = here && saidHere()[here.elements.round.value];
    if (!body) return;
    fill(here, body);
    for (const earlier of here.querySelectorAll("[data-earlier]")) earlier.hidden = false;
    show("counted");
  }

  // Called for each new main element: puts back what the person had chosen but not cast.
  function enter() {
    for (const part of main.querySelectorAll("details")) {
      part.open = store.get("open " + part.id) ?? part.open;
      // What a page opens by itself stays open on the next one.
      if (part.open) store.set("open " + part.id, true);
    }
    learn();
    keepReveal();
    showOwn();
    putDraftBack();
    countDots();
  }

  function putDraftBack() {
    const draft = store.get("draft"), here = form();
    // A vote that is closed may be opened again: what was chosen and not sent waits that long.
    if (!draft || main.className.endsWith("-closed")) return;
    if (!here && saidHere()[roundOf(draft)] === "") {
      main.querySelector("h1").insertAdjacentHTML("afterend", "<p class=box>What you chose is not counted: it came too late.</p>");
    }
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
      const reply = await post(of, draft.body);
      if (reply.status >= 500 || reply.status === 429) throw new Error("later");
      const answer = await reply.json();
      sendWait = 500;
      if (!isHere()) return;
      lock(false);
      if (answer.counted) {
        changes += 1;
        main.dataset.said = JSON.stringify({...saidHere(), [roundOf(draft)]: draft.body});
        learn();
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

  // --- a text in one's own words ----------------------------------------------------------------------------

  async function sendText(of) {
    const at = of.querySelector(".say");
    try {
      const answer = await (await post(of, fields(of))).json();
      for (const typed of answer.counted ? of.elements : []) {
        for (const left of main.querySelectorAll(".unsent")) if (left.value === typed.value) left.parentNode.remove();
      }
      if (answer.counted) of.reset();
      at.textContent = answer.counted ? of.dataset.sent : "Not sent. " + answer.why;
    } catch {
      at.textContent = "Not sent. Press again.";
    }
  }

  // --- what only this phone keeps: nothing of it is ever sent ------------------------------------------------

  const own = document.getElementById("own"), note = document.getElementById("note");
  const session = document.getElementById("own-session");
  const code = home.slice(1).toUpperCase();
  const nothing = () => ({code, texts: {}, note: ""});
  const mine = () => { const found = keep.get("own"); return found && found.code === code ? found : nothing(); };

  function keepReveal() {
    const all = mine();
    if (!main.dataset.keepsake || all.off) return;
    const text = JSON.parse(main.dataset.keepsake), said = saidHere(), facts = factsOf(said);
    const number = (mark) => main.querySelectorAll(`.judged.${mark}`).length;
    const wrong = number("caught") + number("missed");
    const sure = Object.values(said).filter(Boolean).map((body) => Number(new URLSearchParams(body).get("confidence")) || null);
    text.votes = text.votes.filter((vote) => holds(vote.if, facts)).map(({if: _, ...vote}, at) => ({...vote, sure: sure[at]}));
    text.taps = facts.has("any") ? `${wrong ? `Right taps: ${number("caught")} of ${wrong}. ` : ""}False alarms: ${number("alarm") || "none"}.` : "";
    all.texts[text.id] = text;
    keep.set("own", all);
  }

  function forget() {
    keep.set("own", {...nothing(), off: true});
    note.value = "";
    showOwn();
    own.querySelector("summary").focus();
  }

  function add(to, tag, words, style) {
    const part = to.appendChild(document.createElement(tag));
    part.textContent = words;
    if (style) part.className = style;
    return part;
  }

  const many = (list, what) => `${list.length} ${what}${list.length === 1 ? "" : "s"}`;
  const right = (votes) => votes.filter((vote) => vote.right).length;

  // Of first votes, which people cast alone: the room's map is made of them too.
  function totals(texts) {
    const first = texts.filter((text) => text.votes.length).map((text) => ({...text.votes[0], sound: text.control}));
    // A share of one text is a mark.
    if (first.length < 2) return [];
    const faulty = first.filter((vote) => !vote.sound), sound = first.filter((vote) => vote.sound);
    const sure = first.filter((vote) => vote.sure >= 80);
    const said = [];
    if (faulty.length) said.push(`You would not have sent ${right(faulty)} of ${many(faulty, "faulty text")}.`);
    if (sound.length) said.push(`You refused ${sound.length - right(sound)} of ${many(sound, "sound text")}.`);
    if (sure.length) said.push(`You were 80% sure or more in ${many(sure, "vote")}, and right in ${right(sure) || "none"}.`);
    return said;
  }

  function addText(to, text) {
    add(to, "h2", text.title);
    add(to, "p", text.control ? "A sound text." : "A faulty text.", "quiet");
    for (const vote of text.votes) {
      const said = add(to, "p", `${vote.name}: ${vote.option}${vote.sure ? ` ${vote.sure}% sure.` : ""}`);
      add(said, "br", "");
      add(said, "strong", `${vote.sign} ${vote.words}`, "mark");
    }
    add(to, "p", text.taps || "No vote from this phone.");
  }

  function showOwn() {
    const all = mine(), texts = Object.values(all.texts);
    const isClosing = main.matches(".close, .sealed"), isWriting = isClosing || main.matches(".actions");
    own.querySelector("[data-note]").hidden = !isWriting;
    if (document.activeElement !== note) note.value = all.note;
    session.hidden = !isClosing && !texts.length && !all.note && !all.off;
    session.open = Boolean(store.get("open own-session"));
    own.querySelector("[data-forget]").hidden = !texts.length && !all.note;
    own.querySelector("[data-forgotten]").textContent = all.off ? "Forgotten. No list is kept here." : "";
    own.hidden = session.hidden && !isWriting;
    const list = own.querySelector("[data-list]");
    list.replaceChildren();
    for (const words of totals(texts)) add(list, "p", words, "lead");
    for (const text of texts) addText(list, text);
    if (!texts.length && !all.off) add(list, "p", "No reveal yet.");
  }

  // --- following the room -----------------------------------------------------------------------------------

  // A finger that is down finds its row when it comes up: what is new waits for it, some seconds at most.
  function release() {
    const then = afterPress;
    clearTimeout(pressed);
    pressed = 0;
    afterPress = null;
    if (then) then();
  }

  // Where the topmost row stands, so that what comes above it does not move it from under a finger.
  function topRow() {
    const rows = [...main.querySelectorAll("label")];
    const at = rows.findIndex((row) => row.getBoundingClientRect().bottom > 0);
    return at < 0 ? null : {at, number: rows.length, top: rows[at].getBoundingClientRect().top};
  }

  function keepInPlace(before) {
    const rows = main.querySelectorAll("label");
    if (before && rows.length === before.number) scrollBy(0, rows[before.at].getBoundingClientRect().top - before.top);
  }

  function replaceMain(html) {
    const fresh = mainIn(html);
    if (!fresh || (fresh.dataset.place === main.dataset.place && fresh.dataset.said === main.dataset.said)) return;
    turnTo(fresh);
  }

  function turnTo(fresh, isDrawn = false) {
    if (pressed) { afterPress = () => turnTo(fresh, isDrawn); return; }
    const moved = screenOf(fresh.dataset.place) !== screenOf(main.dataset.place);
    const before = moved ? null : topRow();
    // Words of a round that has closed stay on this page, and nowhere else; each comes on top, so the last one first.
    for (const typed of [...main.querySelectorAll("textarea")].reverse()) {
      let twin = typed.id && fresh.querySelector("#" + typed.id);
      if (!twin && typed.value) {
        fresh.querySelector("h1").insertAdjacentHTML("afterend", "<label><strong>Not sent. You can say it aloud.</strong><textarea class=unsent></textarea></label>");
        twin = fresh.querySelector(".unsent");
      }
      if (twin) twin.value = typed.value;
    }
    main.replaceWith(fresh);
    main = fresh;
    document.title = main.dataset.title;
    history.replaceState(null, "", home);
    if (moved) { main.querySelector("h1").focus({preventScroll: true}); scrollTo(0, 0); }
    if (isDrawn) showCast();
    enter();
    keepInPlace(before);
  }

  // Without its cookie a phone is a new one each time it asks: once may be a cookie that ran out, twice is none.
  function isStranger(reply) {
    strange = reply.headers.get("X-Newcomer") ? strange + 1 : 0;
    if (strange > 1) block();
    return strange > 0;
  }

  function block() {
    blocked = true;
    cut();
    line.textContent = "This browser keeps no cookies, so no vote from it can count. Allow them and load it again.";
    offerReload();
  }

  function offerReload() { again.hidden = false; }

  async function look() {
    clearTimeout(lookTimer);
    if (looking) { lookAgain = true; return; }
    looking = true;
    const at = changes;
    try {
      const reply = await ask(home + "?part");
      if (reply.status === 404) return location.reload();
      if (!reply.ok) throw new Error("later");
      const html = await reply.text();
      lookWait = 500;
      // Where the room has no stream for this phone, asking again and again does as well.
      line.textContent = "";
      // What was asked for before something changed here would take the change back.
      if (at !== changes || isStranger(reply)) lookAgain = !blocked;
      else try { replaceMain(html); } catch { offerReload(); }
    } catch {
      if (lookWait > 500) line.textContent = LOST;
      lookTimer = setTimeout(look, spread(lookWait));
      lookWait = longer(lookWait);
    } finally {
      looking = false;
      if (lookAgain) { lookAgain = false; look(); }
    }
  }

  function hear(event) {
    heard = Date.now();
    const [place, ...html] = event.data.split("\n");
    if (place === main.dataset.place) return;
    changes += 1;
    const fresh = html.length ? drawn(html.join("\n")) : null;
    if (fresh) turnTo(fresh, true); else look();
    // The end came unasked: asking once loses the cookie that led to this phone's votes.
    if (fresh && over()) setTimeout(() => ask(home + "?part").catch(() => {}), spread(2000));
  }

  function cut() {
    if (source) source.close();
    source = null;
    clearTimeout(streamTimer);
  }

  function lose() {
    cut();
    if (over() || blocked) return;
    if (!opened) look();
    streamTimer = setTimeout(connect, spread(streamWait));
    streamWait = longer(streamWait);
  }

  function connect() {
    cut();
    source = new EventSource(home + "/events?at=" + encodeURIComponent(main.dataset.place));
    heard = Date.now() - SILENCE + LONGEST_WAIT;
    opened = false;
    source.onopen = () => { heard = Date.now(); opened = true; streamWait = 500; line.textContent = ""; };
    source.onerror = lose;
    source.addEventListener("stage", hear);
    source.addEventListener("beat", hear);
    source.addEventListener("bye", cut);
    source.addEventListener("count", (event) => {
      heard = Date.now();
      for (const at of main.querySelectorAll("[data-count]")) at.textContent = event.data;
    });
  }

  function comeBack() {
    if (document.visibilityState === "hidden" || over() || blocked) return;
    // A stream that slept may be dead and still call itself open.
    connect();
    if (sendTimer && !sending && store.get("draft")?.pending) send();
  }

  // --- what people do ---------------------------------------------------------------------------------------

  document.addEventListener("submit", (event) => {
    if (event.target === form()) { event.preventDefault(); send(); }
    if (event.target.dataset.sent) { event.preventDefault(); sendText(event.target); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.form && event.target.form === form()) { keepDraft(false); say(""); countDots(); }
  });
  note.addEventListener("input", () => { keep.set("own", {...mine(), note: note.value}); });
  document.addEventListener("toggle", (event) => {
    if (event.target.id) store.set("open " + event.target.id, event.target.open);
  }, true);
  // A tap on an idea is a dot for it, another one a second, and the next takes both back.
  document.addEventListener("click", (event) => {
    const idea = event.target.closest("div.idea");
    if (!idea || event.target.closest("label")) return;
    const dots = [...idea.querySelectorAll("input")], free = dots.find((dot) => !dot.checked && !dot.disabled);
    for (const dot of dots) dot.checked = free ? dot.checked || dot === free : false;
    dots[0].dispatchEvent(new Event("change", {bubbles: true}));
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-change]")) {
      event.preventDefault();
      show("open");
      main.querySelector("h1").focus();
    } else if (event.target.closest("[data-keep]")) {
      store.drop("draft");
    } else if (event.target.closest("[data-forget]")) {
      forget();
    }
  });
  addEventListener("pageshow", (event) => { if (event.persisted) comeBack(); });
  addEventListener("online", comeBack);
  document.addEventListener("visibilitychange", comeBack);
  addEventListener("pointerdown", () => { clearTimeout(pressed); pressed = setTimeout(release, 3000); }, true);
  for (const end of ["pointerup", "pointercancel"]) {
    // The click comes after it.
    addEventListener(end, () => { if (pressed) { clearTimeout(pressed); pressed = setTimeout(release, 100); } }, true);
  }
  for (const failure of ["error", "unhandledrejection"]) addEventListener(failure, offerReload);
  setInterval(() => {
    if (!source || Date.now() - heard < SILENCE) return;
    if (source.readyState === EventSource.CONNECTING) line.textContent = LOST;
    connect();
  }, 2500);

  if (keep.get("own")?.code !== code) keep.drop("own");
  enter();
  if (!navigator.cookieEnabled) block();
  else if (!over()) connect();
  again.hidden = !blocked;
})();
