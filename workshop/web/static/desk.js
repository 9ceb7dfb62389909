// Follows the room and presses without leaving the page. Without this script the desk works with plain forms.
(() => {
  "use strict";
  const home = location.pathname.replace(/\/(do|step\/\d+)?$/, "");
  const line = document.getElementById("line"), again = document.getElementById("again");
  const SILENCE = 25000;
  let main = document.querySelector("main"), heard = Date.now(), at = Date.now(), source = null, waits = 500;

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

  // What was written and is counted is the room's word as well, until somebody types on.
  const sent = new Map();
  const isOwn = (field) => isTouched(field)
    && !(field.form && sent.has(field.form.id) && sent.get(field.form.id).get(field.name) === field.value);

  // A form says upon which texts it is written. Where somebody is at it that stays: the room compares.
  function carryUpon(fresh) {
    for (const form of main.querySelectorAll("form[id]")) {
      const twin = form.upon && fresh.querySelector(`#${form.id}`);
      if (!twin || ![...twin.querySelectorAll(".typed")].some(isTouched)) continue;
      twin.upon.dataset.now = twin.upon.value;
      twin.upon.value = form.upon.value;
    }
  }

  // What was counted is no longer somebody's own; the news of it may have come before.
  function settle(form, body) {
    const there = form.id && document.getElementById(form.id);
    if (!there || !there.upon) return;
    sent.set(form.id, body);
    if (there === form) return;
    for (const field of there.querySelectorAll("input.typed, textarea.typed")) {
      if (body.get(field.name) === field.value) field.value = field.defaultValue;
    }
    if (there.upon.dataset.now !== undefined) there.upon.value = there.upon.dataset.now;
  }

  // What is open, typed in or has the focus stays so, unless the room has moved.
  function turnTo(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    if (!fresh) return;
    const moved = fresh.dataset.moved !== main.dataset.moved, focused = document.activeElement;
    const value = focused && main.contains(focused) ? focused.value : "", id = focused && focused.id;
    if (!moved) {
      for (const part of main.querySelectorAll("details[open]")) {
        const twin = fresh.querySelector(`#${part.id}`);
        if (twin) twin.open = true;
      }
      for (const field of main.querySelectorAll(".typed")) {
        const twin = isOwn(field) && fresh.querySelector(`#${field.id}`);
        if (twin) { twin.value = field.value; twin.checked = field.checked; }
      }
      carryUpon(fresh);
    }
    const isButton = focused && focused.tagName === "BUTTON" && main.contains(focused);
    main.replaceWith(fresh);
    main = fresh;
    sent.clear();
    at = Date.now();
    const again = id && main.querySelector(`#${id}`) || isButton && main.querySelector(`button[value="${value}"]`);
    if (again) again.focus({preventScroll: true});
    else if (isButton) main.querySelector("h1").focus({preventScroll: true});
    tick();
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
      turnTo(event.data);
      if (over()) { source.close(); source = null; }
    });
    source.addEventListener("bye", () => { source.close(); source = null; location.reload(); });
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter, body = new URLSearchParams(new FormData(form));
    if (!button) return;
    event.preventDefault();
    body.set(button.name, button.value);
    for (const one of form.querySelectorAll("button")) one.disabled = true;
    say("");
    try {
      const reply = await fetch(form.action, {method: "POST", body, headers: {Accept: "application/json"}});
      if (reply.status === 404) return location.reload();
      const answer = await reply.json();
      if (answer.done) settle(form, body);
      else say(answer.why);
      const there = form.id && document.getElementById(form.id);
      if (there && answer.upon !== undefined) there.upon.value = answer.upon;
    } catch {
      say("No connection. It is not known whether this was done: look at the wall.");
    } finally {
      // The news brings new buttons where the room has moved; where it has not, these are pressed again.
      setTimeout(() => { for (const one of form.querySelectorAll("button")) one.disabled = false; }, 700);
    }
  });

  // What is open in a plan leads to the field that mends it, however deep it is folded away.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.mend"), field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    field.focus();
    field.scrollIntoView({block: "center"});
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !over()) connect();
  });
  addEventListener("pageshow", (event) => { if (event.persisted && !over()) connect(); });
  setInterval(() => {
    tick();
    if (source && Date.now() - heard > SILENCE) { heard = Date.now(); connect(); }
  }, 500);

  again.hidden = true;
  if (!over()) connect();
})();
