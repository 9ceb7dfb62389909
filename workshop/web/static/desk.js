// Follows the room and presses without leaving the page. Without this script the desk works with plain forms.
(() => {
  "use strict";
  const home = location.pathname.replace(/\/(do|case|step\/\d+)?$/, "");
  const line = document.getElementById("line"), again = document.getElementById("again");
  const SILENCE = 25000, KEPT = "desk " + home;
  // The buttons that send what is written in their form; one that says upon which texts it stands has no others.
  const TAKES = /^(next|seal|hands|release)$/;
  let main = document.querySelector("main"), heard = Date.now(), at = Date.now(), source = null, waits = 500;
  let posting = 0, held = false, news = "", pressed = "", aside = [];

  const over = () => main.classList.contains("sealed");
  const say = (words) => { line.textContent = words; };

  function tick() {
    const clock = main.querySelector(".clock");
    if (!clock) return;
    const left = Math.max(0, Math.round(Number(clock.dataset.left) - (Date.now() - at) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    clock.classList.toggle("up", left === 0);
  }

  // What nobody touched is the room's word, and a fresh page may have a newer one.
  const isTouched = (field) => field.options
    ? field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected))
    : field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  const touched = () => [...main.querySelectorAll(".typed")].filter(isTouched);

  // A field of another place is another field, whatever it is called; texts from phones are asked about anywhere.
  function isStill(field, fresh, moved) {
    if (!moved || field.form.elements.round) return true;
    return field.type !== "checkbox" && fresh.dataset.place === main.dataset.place;
  }

  // A form says upon which texts it is written. Where somebody is at it that stays: the room compares.
  function carryUpon(fresh) {
    for (const form of main.querySelectorAll("form[id]")) {
      const twin = form.upon && !form.upon.dataset.taken && fresh.querySelector(`#${form.id}`);
      if (twin && [...twin.querySelectorAll(".typed")].some(isTouched)) twin.upon.value = form.upon.value;
    }
  }

  function pathTo(part) {
    if (!part || !main.contains(part)) return "";
    if (part.id) return `#${part.id}`;
    return part.tagName === "BUTTON" ? `button[value="${part.value}"]` : `#${part.parentNode.id}>summary`;
  }

  // What is open stays so unless the room has moved, and what is written stays as long as its place does.
  function turnTo(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    if (!fresh) return;
    const moved = fresh.dataset.moved !== main.dataset.moved, gone = [];
    // A button that rests has lost the focus.
    const path = pathTo(document.activeElement) || document.activeElement === document.body && pressed;
    pressed = "";
    const stays = fresh.dataset.place === main.dataset.place ? "details.phase" : "none";
    for (const part of main.querySelectorAll(moved ? stays : "details[id]")) {
      const twin = fresh.querySelector(`#${part.id}`);
      if (twin) twin.open = part.open;
    }
    for (const field of touched()) {
      const twin = isStill(field, fresh, moved) && fresh.querySelector(`#${field.id}`);
      if (!twin) { gone.push(field); continue; }
      twin.value = field.value;
      twin.checked = field.checked;
      if (!field.closest("details:not([open])")) unfold(twin);
    }
    carryUpon(fresh);
    putAside(main.querySelector("h1").textContent, gone.map(written));
    main.replaceWith(fresh);
    main = fresh;
    at = Date.now();
    if (path) focusOn(path, "#changed", "h1");
    if (over()) save();
    tick();
  }

  // News waits for an answer, and for a finger that is down: a button that is replaced under it is not pressed.
  function turn() {
    if (posting || held || !news) return;
    turnTo(news);
    news = "";
    if (over() && source) { source.close(); source = null; }
  }

  addEventListener("pointerdown", () => { held = true; });
  for (const up of ["pointerup", "pointercancel"]) addEventListener(up, () => {
    held = false;
    // The press itself comes first.
    setTimeout(turn);
  });

  // On the first that there is and that is not folded away.
  function focusOn(...paths) {
    for (const part of paths.map((path) => main.querySelector(path))) {
      if (part) part.focus({preventScroll: true});
      if (part && document.activeElement === part) return;
    }
  }

  function unfold(field) {
    for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  }

  function connect() {
    if (source) source.close();
    source = new EventSource(home + "/events");
    source.onopen = () => { heard = Date.now(); waits = 500; };
    source.onerror = () => {
      source.close();
      source = null;
      if (over()) return;
      if (waits > 1000) say("No connection. Trying again.");
      setTimeout(connect, waits * (0.5 + Math.random()));
      waits = Math.min(waits * 2, 8000);
    };
    source.addEventListener("desk", (event) => {
      heard = Date.now();
      if (line.textContent.startsWith("No connection")) say("");
      news = event.data;
      turn();
    });
    source.addEventListener("bye", () => { source.close(); source = null; location.reload(); });
  }

  // What was sent is written no more; other buttons of a form leave what stands beside them.
  function settle(form, button) {
    if (form.upon) form.upon.dataset.taken = "1";
    else if (!TAKES.test(button.value)) return;
    for (const field of form.querySelectorAll(".typed")) {
      field.defaultValue = field.value;
      field.defaultChecked = field.checked;
      for (const one of field.options || []) one.defaultSelected = one.selected;
    }
    const fold = button.closest("details");
    if (!fold) return;
    fold.open = false;
    fold.querySelector("summary").focus({preventScroll: true});
  }

  async function press(form, button) {
    const body = new URLSearchParams(new FormData(form)), signal = AbortSignal.timeout?.(10000);
    body.set(button.name, button.value);
    const reply = await fetch(form.action, {method: "POST", body, signal, headers: {Accept: "application/json"}});
    if (reply.status === 404) return location.reload();
    const answer = await reply.json();
    if (answer.done) settle(form, button);
    say(answer.why || answer.said || "");
    if (answer.upon !== undefined) form.upon.value = answer.upon;
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (!button?.name) return;
    event.preventDefault();
    say("");
    // What a refusal leaves unsent is kept, and what was sent is not.
    posting += 1;
    pressed = pathTo(button);
    const answered = press(form, button);
    for (const one of form.querySelectorAll("button")) one.disabled = true;
    try {
      await answered;
    } catch {
      say("No connection. It is not known whether this was done: look at the wall.");
    } finally {
      posting -= 1;
      turn();
      // The news brings new buttons where the room has moved; where it has not, these are pressed again.
      setTimeout(() => { for (const one of form.querySelectorAll("button")) one.disabled = false; }, 700);
    }
  });

  // Enter presses nothing where the first button of a form is there for that; not each browser sees to it itself.
  document.addEventListener("keydown", (event) => {
    const field = event.target, first = field.tagName === "INPUT" && field.form?.querySelector("button");
    if (event.key === "Enter" && !event.isComposing && first && !first.name) event.preventDefault();
  });

  // What is open in a plan leads to the field that mends it, however deep it is folded away.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.mend"), field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    unfold(field);
    field.focus();
    field.scrollIntoView({block: "center"});
  });

  // --- words whose place is gone: they stay on top until they are put away ----------------------------------

  const isText = (field) => field.value.trim() && (field.tagName === "TEXTAREA" || field.type === "text" && !field.inputMode);
  const written = (field) => isText(field) ? {label: field.labels[0].firstChild.textContent.trim(), words: field.value} : null;

  function putAside(where, all) {
    const found = all.filter(Boolean);
    if (!found.length) return;
    const words = found.length === 1 ? found[0].words : found.map((one) => `${one.label}: ${one.words}`).join("\n");
    aside.push({where, words});
    showAside();
    say("What you were writing is kept at the top of this page.");
  }

  function showAside() {
    const notes = document.getElementById("aside");
    notes.hidden = !aside.length;
    notes.replaceChildren(...aside.map((note, index) => {
      const part = notes.previousElementSibling.content.firstElementChild.cloneNode(true), field = part.querySelector("textarea");
      field.value = note.words;
      field.rows = note.words.split("\n").length + 1;
      field.setAttribute("aria-label", part.querySelector("p").textContent += ` ${note.where}`);
      const [copy, away] = part.querySelectorAll("button");
      // The page is no secure one, so that the newer way to copy is closed to it.
      copy.onclick = () => { field.select(); document.execCommand("copy"); };
      away.onclick = () => { aside.splice(index, 1); showAside(); };
      return part;
    }));
  }

  // This window keeps it until the session is over; a private one may not let it.
  function save() {
    const fields = touched().filter(isText).map((field) => ({id: field.id, upon: field.form.upon?.value, ...written(field)}));
    const draft = {place: main.dataset.place, where: main.querySelector("h1").textContent, fields};
    try {
      if (over()) sessionStorage.removeItem(KEPT);
      else sessionStorage.setItem(KEPT, JSON.stringify({aside, draft}));
    } catch {}
  }

  // After a reload, or from the page of a step, which has no script of its own.
  function putBack() {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(KEPT)); } catch {}
    if (over()) save();
    if (!kept || over()) return;
    aside = kept.aside;
    const {place, where, fields} = kept.draft;
    const gone = fields.filter(({id, upon, words}) => {
      const field = place === main.dataset.place && document.getElementById(id);
      if (!field) return true;
      field.value = words;
      if (upon !== undefined) field.form.upon.value = upon;
      unfold(field);
      return false;
    });
    showAside();
    putAside(where, gone);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
    else if (!over()) connect();
  });
  addEventListener("pagehide", save);
  addEventListener("pageshow", (event) => { if (event.persisted && !over()) connect(); });
  setInterval(() => {
    tick();
    if (source && Date.now() - heard > SILENCE) { heard = Date.now(); connect(); }
  }, 500);

  again.hidden = true;
  putBack();
  if (!over()) connect();
})();
