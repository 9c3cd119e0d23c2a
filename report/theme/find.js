// Finding things: a search of the whole page, the figures and tables among the contents, what a link leads to shown
// beside it, and the choice of a light or a dark page.
try { document.documentElement.dataset.scheme = localStorage.getItem("scheme") ?? ""; } catch { /* as the system has it */ }

document.addEventListener("DOMContentLoaded", () => {
  const words = document.body.dataset;
  const [nav, main] = ["#TOC", "main"].map((selector) => document.querySelector(selector));
  if (!nav) return;
  const contents = nav.querySelector("details");
  const short = (text, most = 200) => (text.length > most ? `${text.slice(0, most).replace(/\s+\S*$/, "")} …` : text);
  const plain = (element) => {
    const bare = element.cloneNode(true);
    all(".anchor, .float-code, [aria-hidden], button", bare).forEach((part) => part.remove());
    all("td", bare).slice(1).forEach((cell) => cell.prepend(" · "));
    return bare.textContent.replace(/\s+/g, " ").trim();
  };

  // Light or dark -----------------------------------------------------------------------------------------------------

  const scheme = made("select", { ariaLabel: words.scheme },
    ...[["", words.system], ["light", words.light], ["dark", words.dark]].map(([value, name]) => made("option", { value }, name)));
  scheme.value = document.documentElement.dataset.scheme;
  scheme.addEventListener("change", () => {
    document.documentElement.dataset.scheme = scheme.value;
    try { localStorage.setItem("scheme", scheme.value); } catch { /* until the page is left */ }
  });
  (contents.querySelector(".switch") ?? contents).append(scheme);

  // Figures and tables ------------------------------------------------------------------------------------------------

  const titleOf = (float) => plain(float.querySelector(":is(.float-title, figcaption strong)") ?? float.querySelector("figcaption"));
  for (const [kind, name] of [["fig", words.figures], ["tbl", words.tables]]) {
    const items = all(`[id^="${kind}-"].quarto-float`, main).map((float) => made("li", {}, made("a", { href: `#${float.id}` },
      made("span", {}, /[\d.]*\d/.exec(float.querySelector(".float-label, figcaption").textContent)?.[0] ?? ""), " ", titleOf(float).replace(/\.$/, ""))));
    if (items.length) contents.append(made("details", { className: "listed" }, made("summary", {}, name), made("ul", {}, ...items)));
  }

  // Search ------------------------------------------------------------------------------------------------------------

  // Each letter without its accent and in lower case, so that places in a text stay what they are.
  const folded = (text) => Array.from(text, (letter) => letter.normalize("NFD")[0].toLowerCase()).join("")
    .replace(/\s/g, " ").replace(/[\u2010-\u2014\u2212]/g, "-").replace(/[\u2018\u2019]/g, "'");
  const LEAVES = "h1, h2, h3, p, li:not(:has(> p)), dd, figcaption, .csl-entry, tbody tr";
  const KINDS = ["h1, h2, h3", "figcaption", "tr"];
  const entries = once(() => all(LEAVES, main)
    .filter((element) => !element.closest(".exhibit-bar, .float-code, .float-body, .chips, noscript, .item-line"))
    .map((element) => {
      const heading = element.matches("h1, h2, h3");
      const line = heading ? element.nextElementSibling?.closest(".item-line") : null;
      const text = plain(element) + (line ? ` · ${plain(line)}` : "");
      const kind = KINDS.findIndex((selector) => element.matches(selector));
      const place = (heading ? element.closest("section") : element.matches("tr") ? element.querySelector("[id]") : null)
        ?? element.closest("[id]");
      const above = element.closest("section:has(> h1)")?.querySelector("h1");
      return { element, text, folded: folded(text), kind: kind < 0 ? KINDS.length : kind, id: place.id, above: above && above !== element ? plain(above) : "" };
    }));

  const pattern = (word) => new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "gu");
  const MOST = 40;
  const search = (asked) => {
    const query = folded(asked).trim();
    const [patterns, phrase] = [query.split(/ +/).map(pattern), pattern(query)];
    const rank = (entry) => entry.kind - 2 * (entry.folded.search(phrase) >= 0) - 4 * (entry.folded.search(phrase) === 0)
      - 20 * (entry.id.toLowerCase() === query);
    return entries().filter((entry) => patterns.every((one) => entry.folded.search(one) >= 0))
      .map((entry) => ({ ...entry, patterns, rank: rank(entry) })).sort((one, other) => one.rank - other.rank);
  };
  const snippet = ({ text, folded: searched, patterns }) => {
    const marks = patterns.flatMap((one) => [...searched.matchAll(one)].map(({ 0: word, index }) => [index, index + word.length]))
      .sort(([one], [other]) => one - other);
    const start = marks[0][0] > 80 ? text.indexOf(" ", marks[0][0] - 60) + 1 : 0;
    const parts = [start ? "… " : ""];
    let at = start;
    const end = start + 200;
    for (const [from, to] of marks) {
      if (from < at || to > end) continue;
      parts.push(text.slice(at, from), made("mark", {}, text.slice(from, to)));
      at = to;
    }
    return [...parts, text.slice(at, end), text.length > end ? " …" : ""];
  };

  const field = made("input", { type: "search", ariaLabel: words.find, placeholder: words.find, autocomplete: "off" });
  const found = made("p", { role: "status" });
  const list = made("ol");
  const shut = made("button", { type: "button" }, words.close);
  const finder = made("dialog", { className: "finder", ariaLabel: words.find }, made("div", { role: "search" }, field, shut), found, list);
  const button = made("button", { type: "button", className: "find" }, words.find, " ", made("kbd", { ariaHidden: "true" }, "/"));
  document.body.append(finder);
  nav.prepend(button);

  let marked = null;
  const go = (event, { element, id }) => {
    event.preventDefault();
    finder.close();
    location.hash = id;
    for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    marked?.classList.remove("found");
    marked = element;
    element.classList.add("found");
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  };
  const answer = () => {
    const hits = field.value.trim().length > 1 ? search(field.value) : [];
    found.textContent = field.value.trim().length > 1 ? words.hits.replace("{n}", hits.length) : "";
    list.replaceChildren(...hits.slice(0, MOST).map((hit) => {
      const link = made("a", { href: `#${hit.id}` }, ...(hit.above ? [made("small", {}, hit.above)] : []), made("span", {}, ...snippet(hit)));
      link.addEventListener("click", (event) => go(event, hit));
      return made("li", {}, link);
    }));
  };
  const open = () => { finder.showModal(); field.select(); entries(); };
  field.addEventListener("input", answer);
  button.addEventListener("click", open);
  shut.addEventListener("click", () => finder.close());
  finder.addEventListener("click", ({ target }) => { if (target === finder) finder.close(); });
  finder.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") finder.close(); // before the field empties itself
    if (event.key === "Enter" && event.target === field) list.querySelector("a")?.click();
    if (!step) return;
    event.preventDefault();
    const stops = [field, ...all("a", list)];
    stops[Math.max(0, Math.min(stops.indexOf(document.activeElement) + step, stops.length - 1))].focus();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    open();
  });

  // What a link leads to ----------------------------------------------------------------------------------------------

  const card = made("div", { className: "card", id: "card", hidden: true });
  document.body.append(card);
  let [shown, touched, pending] = [null, null, 0];
  const preview = (target) => {
    const row = target.closest("tbody tr");
    if (row) {
      const heads = all("th", row.closest("table").tHead);
      return made("dl", {}, ...[...row.cells].flatMap((cell, at) => [made("dt", {}, plain(heads[at])), made("dd", {}, short(plain(cell)))]));
    }
    if (target.matches(".quarto-float")) return made("p", {}, made("b", {}, plain(target.querySelector(".float-label"))), " ", titleOf(target));
    if (!target.matches("section")) return made("p", {}, short(plain(target), 400));
    const [heading, line, first] = [":scope > :is(h1, h2, h3)", ":scope > .item-line", ":scope > p"].map((part) => target.querySelector(part));
    return made("div", {}, ...[heading && made("b", {}, plain(heading)), ...[line, first].map((part) => part && made("p", {}, short(plain(part))))].filter(Boolean));
  };
  const conceal = () => {
    clearTimeout(pending);
    card.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  };
  const show = (link) => {
    if (shown === link) return clearTimeout(pending);
    conceal();
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target || target.contains(link)) return;
    card.replaceChildren(preview(target));
    link.setAttribute("aria-describedby", "card");
    shown = link;
    const [first] = link.getClientRects();
    beside(card, { left: first.left, top: first.top - 4, bottom: first.bottom + 4 });
  };
  const soon = (act) => { clearTimeout(pending); pending = setTimeout(act, 250); };
  const linkOf = ({ target }) => target.closest?.('main a[href^="#"]:not(.anchor)');
  addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event);
    if (link) soon(() => show(link));
    else if (shown && event.target.closest?.(".card")) clearTimeout(pending);
    else if (shown) soon(conceal);
    else clearTimeout(pending);
  });
  addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch" ? { shown } : null; });
  addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link) show(link);
    else conceal();
  });
  // The first tap shows it, the second goes there.
  addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link && !event.target.closest?.(".card")) return conceal();
    if (!link || !touched || touched.shown === link) return;
    event.preventDefault();
    show(link);
  });
  addEventListener("scroll", conceal, { passive: true });
  addEventListener("keydown", (event) => { if (event.key === "Escape") conceal(); });
});
