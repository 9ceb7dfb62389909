// Follows the wall: what it says comes with the stream, whole, and replaces what stands here.
(() => {
  const wall = document.getElementById("wall"), count = document.getElementById("count");
  const line = document.getElementById("line"), home = location.pathname.replace(/\/$/, "");
  let source = null, waits = 500, heard = Date.now();
  const over = () => wall.querySelector("[data-over]") !== null;
  const end = () => { if (source) source.close(); source = null; };

  // Where the room has no stream for one more reader, asking again and again does as well.
  async function look() {
    try {
      const reply = await fetch(home, {cache: "no-store"});
      const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
      const said = reply.ok && fresh.getElementById("wall");
      if (!said) throw new Error("later");
      if (said.dataset.shown !== wall.dataset.shown) {
        wall.innerHTML = said.innerHTML;
        wall.dataset.shown = said.dataset.shown;
      }
      count.textContent = fresh.getElementById("count").textContent;
      line.textContent = "";
    } catch {
      line.textContent = "No connection. Trying again.";
    }
  }

  async function again() {
    end();
    if (waits > 500) await look();
    if (over()) return;
    setTimeout(connect, waits * (0.5 + Math.random()));
    waits = Math.min(waits * 2, 8000);
  }

  function connect() {
    heard = Date.now();
    source = new EventSource(home + "/events?at=" + wall.dataset.shown);
    source.onopen = () => { heard = Date.now(); waits = 500; line.textContent = ""; };
    source.onerror = again;
    source.addEventListener("beat", () => { heard = Date.now(); });
    source.addEventListener("count", (event) => { heard = Date.now(); count.textContent = event.data; });
    source.addEventListener("wall", (event) => {
      heard = Date.now();
      const at = event.data.indexOf("\n");
      if (at < 0) return;
      wall.innerHTML = event.data.slice(at + 1);
      wall.dataset.shown = event.data.slice(0, at);
      if (over()) end();
    });
  }

  // A connection may die without a word: then the signs of life are missing.
  setInterval(() => { if (source && Date.now() - heard > 40000) again(); }, 5000);
  if (!over()) connect();
})();
