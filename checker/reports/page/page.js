"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const tools = byId("tools");
  const card = byId("card");
  const help = byId("help");
  const notes = all(".note");
  const statements = all(".s[tabindex]");
  const wide = matchMedia("(min-width: 60.01rem)");
  const GAP = 8;
  let chosenVoice = "";
  let shown = null; // what the card tells about
  tools.hidden = false;

  // Every element by the finding or the statement that it belongs to, looked up on each move of the pointer.
  const parts = new Map();
  for (const element of all("[data-f], [data-s]")) {
    const key = element.dataset.f || element.dataset.s;
    if (!parts.has(key)) parts.set(key, []);
    parts.get(key).push(element);
  }
  for (const note of notes) parts.get(note.id).push(note);

  // Notes stand beside their words, each below the one before it; in a narrow window they stay under their paragraph.
  const place = () => {
    for (const sheet of all(".sheet.noted")) {
      const own = all(".note:not(.away)", sheet);
      sheet.classList.toggle("placed", wide.matches);
      sheet.style.minHeight = "";
      if (!wide.matches) continue;
      const box = sheet.getBoundingClientRect();
      const text = sheet.querySelector(".text").getBoundingClientRect();
      const left = text.right - box.left + 36;
      const width = box.right - text.right - 36;
      for (const note of own) {
        note.style.left = `${left}px`;
        note.style.width = `${width}px`;
      }
      const wanted = own.map((note) => (byId(`${note.id}w`) || sheet).getBoundingClientRect().top - box.top);
      const heights = own.map((note) => note.offsetHeight);
      let bottom = 0;
      own.forEach((note, i) => {
        const top = Math.max(wanted[i], bottom);
        note.style.top = `${top}px`;
        bottom = top + heights[i] + GAP;
      });
      sheet.style.minHeight = `${bottom}px`;
    }
    join();
  };

  // A line in the left margin from each end of a contradiction to the other; lines that overlap keep to lanes of their own.
  const svg = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const join = () => {
    for (const sheet of all(".sheet")) {
      for (const old of all(".lines", sheet)) old.remove();
      const box = sheet.getBoundingClientRect();
      const edge = sheet.querySelector(".text").getBoundingClientRect().left - box.left;
      const pairs = [];
      for (const note of all(".note[data-joined]:not(.away)", sheet)) {
        const words = byId(`${note.id}w`);
        for (let k = 0, other; words && (other = byId(`${note.id}o${k}`)); k++) {
          const ends = [words, other].map((element) => {
            const rect = element.getClientRects()[0];
            return { x: rect.left - box.left, y: rect.top - box.top + rect.height / 2, low: rect.bottom - box.top + 1 };
          });
          pairs.push({ note, ends: ends.sort((a, b) => a.y - b.y) });
        }
      }
      if (!pairs.length) continue;
      const lines = svg("svg", { class: "lines", width: box.width, height: box.height, "aria-hidden": "true" });
      const lanes = [];
      for (const { note, ends } of pairs.sort((a, b) => a.ends[0].y - b.ends[0].y)) {
        let lane = lanes.findIndex((end) => end < ends[0].y);
        if (lane < 0) lane = lanes.length;
        lanes[lane] = ends[1].y;
        const x = Math.max(2, edge - 8 - lane * 6);
        const group = svg("g", { class: note.dataset.severity, "data-f": note.id });
        const [a, b] = ends;
        const lead = (end) => (end.x - edge > 6 ? `M${x} ${end.low}H${end.x}` : `M${x} ${end.low}H${edge}`);
        group.append(svg("path", { d: `M${x} ${a.low}V${b.low}` }), svg("path", { d: lead(a) + lead(b), class: "lead" }));
        for (const end of ends) group.append(svg("circle", { cx: Math.max(end.x, edge), cy: end.low, r: 3 }));
        lines.append(group);
      }
      sheet.append(lines);
    }
  };

  const light = (key) => {
    for (const element of all(".lit")) element.classList.remove("lit");
    for (const element of (key && parts.get(key)) || []) element.classList.add("lit");
    if (key) for (const line of all(`.lines g[data-f="${key}"]`)) line.classList.add("lit");
  };

  // Who says the words that are pointed at: the innermost statement, and those it stands in.
  const statementsAt = (element) => {
    const found = [];
    for (let e = element && element.closest("[data-s]"); e; e = e.parentElement && e.parentElement.closest("[data-s]"))
      if (!found.includes(e.dataset.s)) found.push(e.dataset.s);
    return found;
  };
  const show = (element) => {
    const found = statementsAt(element);
    card.hidden = !found.length;
    if (card.hidden) return;
    card.replaceChildren();
    found.forEach((id, i) => {
      const entry = byId(id);
      if (!entry) return;
      if (i) card.append(document.createElement("hr"));
      for (const child of entry.children) card.append(child.cloneNode(true));
    });
    shown = element.closest("[data-s]");
    hang();
  };
  const hang = () => {
    const rects = shown.getClientRects();
    const at = rects[0];
    const last = rects[rects.length - 1];
    const below = last.bottom + 8;
    const fits = below + card.offsetHeight < innerHeight;
    card.style.top = `${fits ? below : Math.max(4, at.top - card.offsetHeight - 8)}px`;
    card.style.left = `${Math.max(8, Math.min(fits ? last.left : at.left, innerWidth - card.offsetWidth - 12))}px`;
  };
  const point = (element) => {
    const finding = element.closest("[data-f], .note");
    const statement = element.closest("[data-s]");
    show(element.closest(".ref") ? null : statement);
    light(finding ? finding.dataset.f || finding.id : statement ? statement.dataset.s : null);
  };
  document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && point(event.target));
  document.addEventListener("focusin", (event) => point(event.target));
  document.addEventListener("focusout", () => point(document.body));
  document.addEventListener("scroll", () => card.hidden || hang(), { passive: true });

  const filter = () => {
    const form = new FormData(tools);
    const severities = form.getAll("severity");
    const voice = (chosenVoice = form.get("voice") || "");
    let left = 0;
    for (const note of notes) {
      const on =
        severities.includes(note.dataset.severity) &&
        (!form.get("code") || note.dataset.code === form.get("code")) &&
        (!voice || note.dataset.v.split(" ").includes(voice));
      left += on;
      for (const element of parts.get(note.id)) element.classList.toggle("away", !on);
    }
    document.body.classList.toggle("faded", Boolean(voice));
    for (const element of all(".chosen")) element.classList.remove("chosen");
    if (voice) for (const element of all(`[data-v="${voice}"]`)) element.classList.add("chosen");
    for (const button of all(".who")) button.setAttribute("aria-pressed", String(voice === button.dataset.voice));
    const count = byId("count");
    if (count) count.value = left === notes.length ? `${left} findings` : `${left} of ${notes.length} findings`;
    place();
  };
  const clear = () => {
    tools.reset();
    filter();
  };
  tools.addEventListener("change", filter);
  tools.addEventListener("submit", (event) => event.preventDefault());
  for (const button of all(".who"))
    button.addEventListener("click", () => {
      tools.elements.voice.value = chosenVoice === button.dataset.voice ? "" : button.dataset.voice;
      filter();
    });

  // From one finding or statement to the next, from where the focus stands on.
  const go = (list, step) => {
    if (!list.length) return;
    const here = document.activeElement;
    let k = list.indexOf(here);
    if (k < 0 && here !== document.body) {
      const after = list.findIndex((e) => here.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
      k = (after < 0 ? list.length : after) - (step > 0 ? 1 : 0);
    } else if (k < 0 && step < 0) k = 0;
    const next = list[(k + step + list.length) % list.length];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
    point(next);
  };
  const finding = (step) => go(all(".ref:not(.away, .other)"), step);
  const statement = (step) => go(chosenVoice ? statements.filter((s) => s.dataset.v === chosenVoice) : statements, step);
  const keys = {
    n: () => finding(1),
    p: () => finding(-1),
    s: () => statement(1),
    S: () => statement(-1),
    "?": () => help.showModal(),
    Escape: () => (card.hidden ? clear() : (card.hidden = true)),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || event.target.closest("select")) return;
    if (!(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
  if (byId("next")) {
    byId("next").addEventListener("click", () => finding(1));
    byId("previous").addEventListener("click", () => finding(-1));
  }
  byId("help-open").addEventListener("click", () => help.showModal());

  // What a link leads to may be folded away.
  const unfold = () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details");
    if (folded) folded.open = true;
    if (target && target.matches(".note, .ref, .s")) target.focus();
  };
  addEventListener("hashchange", unfold);
  addEventListener("resize", place);
  if (document.fonts) document.fonts.ready.then(place);
  filter();
  unfold();
})();
