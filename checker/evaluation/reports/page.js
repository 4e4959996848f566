"use strict";
(() => {
  const all = JSON.parse(document.getElementById("data").textContent);
  const form = document.getElementById("filters");
  if (!form) return;
  const list = document.getElementById("misses");
  const count = document.getElementById("count");
  const more = document.getElementById("more");
  const PAGE = 50;
  let found = all;
  let shown = 0;

  const element = (tag, text, name) => {
    const e = document.createElement(tag);
    if (text !== undefined) e.textContent = text;
    if (name) e.className = name;
    return e;
  };
  const value = (miss, key) => (key in { task: 1, data: 1, type: 1 } ? miss[key] : miss.slices[key]);

  // One choice for the task, the data, the type and every slice that tells misses apart.
  const keys = ["task", "data", "type"];
  for (const miss of all) for (const k of Object.keys(miss.slices)) if (!keys.includes(k)) keys.push(k);
  const selects = new Map();
  for (const key of keys) {
    const values = [...new Set(all.map((m) => value(m, key)).filter((v) => v !== undefined))].sort();
    if (values.length < 2) continue;
    const label = element("label", key);
    const select = element("select");
    select.name = key;
    select.append(new Option("any", ""));
    for (const v of values) select.append(new Option(v, v));
    label.append(select);
    form.append(label);
    selects.set(key, select);
  }
  const label = element("label", "words");
  const words = element("input");
  words.type = "search";
  words.name = "words";
  label.append(words);
  form.append(label);

  // The text with its marks; where marks overlap, the one that begins last is on top.
  const marked = (text, marks) => {
    const p = element("p");
    if (!marks.length) {
      p.className = "none";
      p.textContent = "nothing here";
      return p;
    }
    const cuts = [...new Set([0, text.length, ...marks.flatMap(([a, b]) => [a, b])])].sort((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i++) {
      const over = marks.filter(([a, b]) => a <= cuts[i] && b >= cuts[i + 1]).sort((x, y) => x[0] - y[0] || y[1] - x[1]);
      const piece = text.slice(cuts[i], cuts[i + 1]);
      if (!over.length) {
        p.append(piece);
        continue;
      }
      const role = over[over.length - 1][2];
      const mark = element("mark", piece, role);
      mark.title = role;
      p.append(mark);
    }
    return p;
  };

  const item = (miss) => {
    const li = element("li");
    const head = element("div", undefined, "head");
    head.append(element("b", miss.type), element("span", `${miss.article} at ${miss.at}`));
    if (miss.note) head.append(element("span", miss.note));
    const parts = Object.entries(miss.slices).map(([k, v]) => `${k}: ${v}`).join(" · ");
    head.append(element("span", parts));
    li.append(head);
    const sides = miss.gold.length || miss.predicted.length ? [["gold", miss.gold], ["predicted", miss.predicted]] : [];
    for (const [name, marks] of sides) {
      const side = element("div", undefined, "side");
      side.append(element("span", name), marked(miss.text, marks));
      li.append(side);
    }
    if (!sides.length || sides.every(([, marks]) => !marks.length)) {
      const side = element("div", undefined, "side");
      side.append(element("span", "text"), element("p", miss.text));
      li.append(side);
    }
    return li;
  };

  const extend = () => {
    list.append(...found.slice(shown, shown + PAGE).map(item));
    shown = Math.min(found.length, shown + PAGE);
    more.hidden = shown >= found.length;
    const total = all.length.toLocaleString("en");
    count.textContent = `${found.length.toLocaleString("en")} of ${total} misses, ${shown.toLocaleString("en")} shown`;
  };
  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    found = all.filter((miss) => {
      for (const [key, select] of selects) if (select.value && value(miss, key) !== select.value) return false;
      return !wanted || `${miss.text} ${miss.article} ${miss.note}`.toLowerCase().includes(wanted);
    });
    list.replaceChildren();
    shown = 0;
    extend();
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", extend);
  filter();
})();
