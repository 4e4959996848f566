"use strict";
// The review page: which item is current, what is selected (in code points of the article's text), and the keyboard.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const sheet = byId("sheet");

  // A file that is dropped anywhere is opened.
  const drop = byId("drop");
  if (drop) {
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      byId("file").files = event.dataTransfer.files;
      byId("file").dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  if (!sheet) return;

  const article = byId("main").dataset.article;
  const dock = byId("dock");
  const desk = byId("desk");
  const words = byId("words");
  const help = byId("help");
  const wide = matchMedia("(min-width: 60.01rem)");
  let current = null; // the item that the keys act on
  let posting = 0; // requests that change something and are not answered yet
  const waiting = []; // keys pressed meanwhile

  // ---- Offsets. A block begins at data-start; a label for a character that cannot be shown is one code point, and so is
  // every other code point on the page, save for line breaks that stand for two (data-breaks).
  const blockOf = (node) => (node.nodeType === 1 ? node : node.parentElement).closest(".text");
  const startOf = (block) => Number(block.dataset.start);
  const breaksOf = (block) => (block.dataset.breaks ? block.dataset.breaks.split(" ").map(Number) : []);
  const points = (text) => {
    let count = 0;
    for (const _ of text) count++;
    return count;
  };
  /** The characters of a block, as [text node or label, code points before it, code points in it]. */
  const piecesOf = (block) => {
    const pieces = [];
    let before = 0;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const label = node.parentElement.closest(".control");
      const count = label ? 1 : points(node.data);
      pieces.push([node, before, count, label]);
      before += count;
    }
    return pieces;
  };
  /** The place of a DOM position inside a block, in code points of the article. */
  const offsetAt = (block, node, at) => {
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, at);
    let count = 0;
    for (const [text, before, length, label] of piecesOf(block)) {
      if (!range.intersectsNode(text)) break;
      if (text === range.endContainer) count = before + (label ? Math.min(range.endOffset, 1) : points(text.data.slice(0, range.endOffset)));
      else if (range.comparePoint(text, 0) === 0) count = before + length;
    }
    return startOf(block) + count + breaksOf(block).filter((b) => b < count).length;
  };
  /** The DOM position of a place in the article; at an end of a block, inside it. */
  const positionOf = (offset, isEnd) => {
    const blocks = all(".text", sheet);
    let block = blocks[0];
    for (const next of blocks) if (isEnd ? startOf(next) < offset : startOf(next) <= offset) block = next;
    let left = offset - startOf(block);
    for (const b of breaksOf(block)) if (b < left) left--;
    const pieces = piecesOf(block);
    for (const [text, before, length, label] of pieces) {
      if (isEnd ? left <= before + length : left < before + length) {
        if (label) return [text, left > before ? text.length : 0];
        return [text, [...text.data].slice(0, Math.max(0, left - before)).join("").length];
      }
    }
    const last = pieces[pieces.length - 1];
    return last ? [last[0], last[0].length] : [block, 0];
  };
  const rangeOf = (start, end) => {
    const range = document.createRange();
    range.setStart(...positionOf(start, false));
    range.setEnd(...positionOf(end, true));
    return range;
  };
  /** What is selected in the article, as [start, end] in code points; null for nothing. */
  const selectedSpan = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const blocks = all(".text", sheet).filter((block) => range.intersectsNode(block));
    if (!blocks.length) return null;
    const [first, last] = [blocks[0], blocks[blocks.length - 1]];
    const start = first.contains(range.startContainer) ? offsetAt(first, range.startContainer, range.startOffset) : startOf(first);
    const end = last.contains(range.endContainer) ? offsetAt(last, range.endContainer, range.endOffset) : offsetAt(last, last, last.childNodes.length);
    return start < end ? [start, end] : null;
  };

  let chosen = null; // [start, end] of the selection, kept while the focus is in a form
  const choose = (span, text) => {
    chosen = span;
    byId("start").value = span ? span[0] : "";
    byId("end").value = span ? span[1] : "";
    words.hidden = !span;
    if (!span) byId("new-finding").hidden = true;
    byId("selected").textContent = text.length > 80 ? `${text.slice(0, 40)} … ${text.slice(-36)}` : text;
    offer();
  };
  /** The buttons that take the selection can be pressed while there is one. */
  const offer = () => {
    for (const button of all(".needs-words", dock)) {
      button.disabled = !chosen;
      button.title = chosen ? "" : "Select words first";
    }
  };
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const node = selection.anchorNode;
    if (node && desk.contains(node.nodeType === 1 ? node : node.parentElement)) return; // typing in a form
    if (!selection.rangeCount) return;
    const span = selectedSpan();
    choose(span, span ? getSelection().toString() : "");
  });
  const letGo = () => {
    getSelection().removeAllRanges();
    choose(null, "");
  };
  const select = (start, end) => {
    const range = rangeOf(start, end);
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    choose([start, end], range.toString()); // now: the browser tells of it later, and the next key may come first
    const box = range.getBoundingClientRect();
    if (box.top < 80 || box.bottom > innerHeight - desk.offsetHeight) scrollBy(0, box.top - innerHeight / 3);
  };

  // ---- Selecting by keyboard, by words, letters and sentences.
  const textOf = (block) => piecesOf(block).map(([text, , , label]) => (label ? "\ufffd" : text.data)).join("");
  /** The places where units of a granularity begin and end, in the blocks around a stretch. */
  const edges = (granularity, around) => {
    const segmenter = new Intl.Segmenter("en", { granularity });
    const found = [];
    const blocks = all(".text", sheet);
    const indexOf = (offset) => blocks.filter((block) => startOf(block) <= offset).length - 1;
    for (const block of blocks.slice(Math.max(0, indexOf(around[0]) - 1), indexOf(around[1]) + 2)) {
      const skips = breaksOf(block);
      const text = textOf(block);
      let count = 0;
      for (const { segment, isWordLike } of segmenter.segment(text)) {
        const start = count;
        count += points(segment);
        if (granularity === "word" && !isWordLike && !/\S/u.test(segment)) continue;
        const trimmed = granularity === "sentence" ? count - (points(segment) - points(segment.trimEnd())) : count;
        if (trimmed === start) continue;
        const at = (place) => startOf(block) + place + skips.filter((b) => b < place).length;
        found.push([at(start), at(trimmed)]);
      }
    }
    return found;
  };
  const spanOfItem = () => {
    const marks = current ? all(`.s[data-s="${current}"], .f[data-f="${current}"]`, sheet) : [];
    if (!marks.length) {
      const block = all(".text", sheet).find((each) => each.getBoundingClientRect().bottom > 80);
      return edges("sentence", [startOf(block), startOf(block)]).find(([start]) => start >= startOf(block));
    }
    const block = blockOf(marks[0]);
    const own = marks.filter((mark) => blockOf(mark) === block);
    // The first piece alone: the parts of it follow each other without a gap.
    let end = null;
    for (const mark of own) {
      const start = offsetAt(block, mark, 0);
      if (end !== null && start > end) break;
      end = Math.max(end ?? 0, offsetAt(block, mark, mark.childNodes.length));
    }
    return [offsetAt(block, own[0], 0), end];
  };
  const move = (event) => {
    const [start, end] = chosen;
    const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const sentences = edges("sentence", chosen);
      const next = step > 0 ? sentences.find(([s]) => s > start) : sentences.filter(([s]) => s < start).pop();
      if (next) select(...next);
      return;
    }
    const units = edges(event.altKey ? "grapheme" : "word", chosen);
    if (event.shiftKey) {
      const starts = units.map(([s]) => s);
      const next = step > 0 ? starts.find((s) => s > start && s < end) : starts.filter((s) => s < start).pop();
      if (next !== undefined) select(next, end);
    } else {
      const ends = units.map(([, e]) => e);
      const next = step > 0 ? ends.find((e) => e > end) : ends.filter((e) => e < end && e > start).pop();
      if (next !== undefined) select(start, next);
    }
  };

  // ---- The current item.
  const items = () => all(".s[id], .f[id]", sheet).map((mark) => mark.dataset.s || mark.dataset.f);
  const show = (item, { scroll = true } = {}) => {
    current = item;
    byId("current").value = item || "article";
    for (const element of all(".current")) element.classList.remove("current");
    if (!item) return;
    for (const element of all(`[data-s="${item}"], [data-f="${item}"]`)) element.classList.add("current");
    const mark = byId(`w-${item}`);
    if (!mark) return;
    mark.focus({ preventScroll: true });
    if (!scroll) return;
    const box = mark.getBoundingClientRect();
    if (box.top < 90 || box.bottom > innerHeight - desk.offsetHeight - 40) scrollBy(0, box.top - (innerHeight - desk.offsetHeight) / 2.5);
  };
  const shownItem = () => byId("item").dataset.item;
  const go = (item, options) => {
    show(item, options);
    if (item && item !== shownItem())
      htmx.ajax("GET", `/articles/${article}/items/${encodeURIComponent(item)}`, { source: dock, target: dock, swap: "innerHTML" });
  };
  const isOpen = (item) => byId(`w-${item}`).classList.contains("open");
  const step = (by, wanted = () => true) => {
    const list = items();
    const at = list.indexOf(current);
    for (let n = 1; n <= list.length; n++) {
      const next = list[at < 0 ? (by > 0 ? n - 1 : list.length - n) : (at + by * n + n * list.length) % list.length];
      if (wanted(next)) return go(next);
    }
  };
  sheet.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-f], [data-s]");
    if (event.target.closest(".ref")) event.preventDefault();
    if (mark && getSelection().isCollapsed) go(mark.dataset.f || mark.dataset.s, { scroll: Boolean(event.target.closest(".note")) });
  });

  // ---- Forms of the desk, and the keys.
  const open = (button) => {
    const form = byId(button.dataset.opens);
    const shut = form.hidden;
    close();
    form.hidden = !shut;
    button.setAttribute("aria-expanded", String(shut));
    if (shut) (form.querySelector("input:not([type=hidden])") && form.id !== "new-finding" ? form.querySelector("input") : form.querySelector("select, input")).focus();
  };
  const close = () => {
    let any = false;
    for (const form of all(".entry", desk)) {
      any ||= !form.hidden;
      form.hidden = true;
    }
    for (const button of all("[data-opens]", desk)) button.setAttribute("aria-expanded", "false");
    return any;
  };
  const escape = () => {
    if (close()) return current ? byId(`w-${current}`)?.focus() : desk.focus();
    if (chosen) return letGo();
    show(null);
  };
  const press = (key) => {
    const own = {
      j: () => step(1),
      k: () => step(-1),
      J: () => step(1, isOpen),
      K: () => step(-1, isOpen),
      v: () => chosen || (sheet.querySelector(".text") && select(...spanOfItem())),
      "?": () => help.showModal(),
    }[key];
    if (own) return own();
    const button = all(`button[data-key="${CSS.escape(key)}"]`).find((b) => !b.disabled && b.offsetParent !== null);
    if (!button) return;
    if (button.dataset.opens) open(button);
    else button.click();
  };
  const mustWait = (key) => posting > 0 || (current !== null && shownItem() !== current && !"jkJKv?".includes(key));
  const drain = () => {
    while (waiting.length && !mustWait(waiting[0])) press(waiting.shift());
  };
  document.addEventListener("keydown", (event) => {
    if (help.open) return;
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape") {
      event.preventDefault();
      return escape();
    }
    if (typing) return;
    if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return mustWait("u") ? waiting.push(event.shiftKey ? "U" : "u") : press(event.shiftKey ? "U" : "u");
    }
    if (event.ctrlKey || event.metaKey) return;
    if (chosen && event.key.startsWith("Arrow")) {
      event.preventDefault();
      return move(event);
    }
    if (event.altKey || event.key.length !== 1 || event.key === " ") return;
    if (mustWait(event.key)) waiting.push(event.key);
    else press(event.key);
    if (event.target.closest("button") === null || /[a-zA-Z0-9?]/.test(event.key)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !event.isTrusted) return;
    if (button.id === "more") button.setAttribute("aria-expanded", String(desk.classList.toggle("expanded")));
    else if (button.dataset.opens) open(button);
    else if (button.dataset.key && "jk?".includes(button.dataset.key)) press(button.dataset.key);
  });
  // A press of a button leaves the selection as it is.
  desk.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb === "post") posting++;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    posting--;
    if (event.detail.xhr.status === 0) byId("said").textContent = "Not saved: attrib serve does not answer. Is it still running?";
    if (event.detail.successful && event.detail.requestConfig.path.endsWith("/corrections")) {
      close();
      letGo();
    }
    settle(true);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target === dock) settle(false);
  });
  /** After an answer: the page shows the item that the dock holds. */
  const settle = (follow) => {
    if (follow) show(shownItem() || null);
    else if (current) show(current, { scroll: false });
    offer();
    place();
    drain();
  };

  // ---- Notes stand beside their words, each below the one before it; in a narrow window they stay under their paragraph.
  const place = () => {
    sheet.classList.toggle("placed", wide.matches);
    sheet.style.minHeight = "";
    const notes = all(".note", sheet);
    if (!wide.matches || !notes.length) return;
    const box = sheet.getBoundingClientRect();
    const text = sheet.querySelector(".text").getBoundingClientRect();
    const left = text.right - box.left + 36;
    const wanted = notes.map((note) => byId(`w-${note.dataset.f}`).getBoundingClientRect().top - box.top);
    for (const note of notes) {
      note.style.left = `${left}px`;
      note.style.width = `${box.width - left}px`;
    }
    const heights = notes.map((note) => note.offsetHeight);
    let bottom = 0;
    notes.forEach((note, i) => {
      const top = Math.max(wanted[i], bottom);
      note.style.top = `${top}px`;
      bottom = top + heights[i] + 8;
    });
    sheet.style.minHeight = `${bottom}px`;
  };
  addEventListener("resize", place);
  const room = () => document.documentElement.style.setProperty("--desk", `${desk.offsetHeight}px`);
  new ResizeObserver(room).observe(desk);
  if (document.fonts) document.fonts.ready.then(place);
  place();

  const asked = decodeURIComponent(location.hash.slice(1));
  if (asked && byId(`w-${asked}`)) go(asked);
})();
