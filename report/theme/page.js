// Comforts that the page can do without: contents that follow the reader, a language switch that keeps the place,
// links to every part, tables that sort, and figures that answer the pointer.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const made = (tag, attributes = {}, ...content) => {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(...content);
  return element;
};
const status = made("p", { className: "unseen", role: "status" });
const beside = (box, { left, top, bottom }) => {
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  box.style.left = `${Math.max(4, Math.min(left, document.documentElement.clientWidth - width - 4))}px`;
  box.style.top = `${bottom + height > innerHeight - 4 ? Math.max(4, top - height) : bottom}px`;
};
const once = (make) => { let made = null; return () => (made ??= make()); };

document.addEventListener("DOMContentLoaded", () => {
  const words = document.body.dataset;
  const language = document.documentElement.lang;
  document.body.append(status);

  // Packed beside the charts: their program, what the figures show, and what the bars say --------------------------------

  const lines = "DecompressionStream" in window ? document.getElementById("charts")?.textContent.trim().split("\n") ?? [] : [];
  const unpack = async (line) => {
    const bytes = Uint8Array.from(atob(line), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  const program = once(async () => document.head.append(made("script", { textContent: await unpack(lines[0]) })));
  const charts = once(async () => JSON.parse(await unpack(lines[1])));

  // Contents and place ------------------------------------------------------------------------------------------------

  const links = new Map(all("#TOC a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const parts = all("main [id]").filter((part) => /^(sec|fig|tbl|note)-/.test(part.id) && part.tagName !== "FIGCAPTION");
  const contents = document.querySelector("#TOC details");
  const now = made("span", { className: "now" });
  contents?.querySelector("summary").append(now);
  let here = null;
  let place = "";

  const follow = () => {
    if (top) top.hidden = scrollY < 2 * innerHeight;
    const passed = parts.filter((part) => part.getBoundingClientRect().top < innerHeight / 3);
    place = parts.findLast((part) => part.getBoundingClientRect().top < 80)?.id ?? "";
    const section = passed.findLast((part) => links.has(part.id));
    const link = section ? links.get(section.id) : null;
    if (link === here) return;
    here?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    here = link;
    now.textContent = link ? link.textContent : "";
    const box = document.querySelector("#TOC");
    if (link && box.scrollHeight > box.clientHeight && wide.matches) {
      const [top, bottom] = [link.offsetTop - 80, link.offsetTop + 120 - box.clientHeight];
      box.scrollTop = Math.max(Math.min(box.scrollTop, top), bottom);
    }
  };

  const top = document.querySelector(".top");
  const wide = matchMedia("(min-width: 64rem)");
  const fold = () => { if (contents) contents.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
  contents?.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) contents.open = false;
  });

  let waiting = false;
  addEventListener("scroll", () => {
    hide();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });

  for (const link of all("a[hreflang]:not([href*='#'])")) {
    link.addEventListener("click", () => { link.hash = place || location.hash; });
  }

  // Links to every part -----------------------------------------------------------------------------------------------

  const anchor = (id, name) => {
    const link = made("a", { className: "anchor", href: `#${id}`, ariaLabel: `${words.link}: ${name}` }, "#");
    link.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(link.href);
        status.textContent = link.dataset.copied = words.copied;
        setTimeout(() => { status.textContent = ""; delete link.dataset.copied; }, 2000);
      } catch {
        // Without leave to copy, the address stands in the browser's bar.
      }
    });
    return link;
  };
  for (const part of parts) {
    const heading = /^H\d$/.test(part.tagName) ? part : part.querySelector(":scope > :is(h1, h2, h3, h4)");
    const label = [".float-label", ".edition-note-label", "figcaption"]
      .reduce((found, selector) => found ?? part.querySelector(selector), heading);
    if (!label) continue;
    const link = anchor(part.id, label.textContent.trim());
    if (label.matches("figcaption .float-label")) label.after(link);
    else label.append(link);
  }
  for (const code of all("main td [id]")) code.after(anchor(code.id, code.textContent.trim()));

  // Tables ------------------------------------------------------------------------------------------------------------

  // What a wide figure or a long list of data has out of sight, the keyboard can scroll to.
  const boxes = all("[id^='fig-'] figure > div");
  const nameOf = (box) => box.querySelector("caption")?.textContent ?? box.closest("figure").querySelector("strong").textContent;
  const reach = () => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", nameOf(box));
      } else {
        for (const attribute of ["tabindex", "role", "aria-label"]) box.removeAttribute(attribute);
      }
    }
  };
  addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);
  reach();

  const collator = new Intl.Collator(language, { numeric: true });
  const marks = new Intl.NumberFormat(language).formatToParts(12345.6);
  const [group, decimal] = ["group", "decimal"].map((type) => marks.find((part) => part.type === type)?.value ?? "");
  const months = new Map([...Array(12).keys()].map((month) =>
    [new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }).format(Date.UTC(2000, month, 15)).toLowerCase(), month + 1]));

  const number = (text) => {
    const bare = text.replace(/[\s\u2007\u2008]/g, "").replaceAll(group, "").replace(decimal, ".").replace("\u2212", "-");
    return /^-?\d+(\.\d+)?%?$/.test(bare) ? parseFloat(bare) : null;
  };
  const date = (text) => {
    const year = /\b(1[89]|20)\d\d\b/.exec(text)?.[0];
    if (!year) return null;
    const month = text.toLowerCase().split(/[^\p{L}]+/u).map((word) => months.get(word)).find(Boolean) ?? 0;
    const day = /^\d{1,2}(?!\d)/.exec(text)?.[0] ?? 0;
    return month || text.trim().startsWith(year) ? Number(year) * 10000 + month * 100 + Number(day) : null;
  };
  const empty = (text) => !/[\p{L}\p{N}]/u.test(text);

  const keys = (texts) => {
    const said = texts.filter((text) => !empty(text));
    const read = [number, date].find((way) => said.every((text) => way(text) !== null));
    return texts.map((text) => (empty(text) ? null : read ? read(text) : text.trim()));
  };
  const compare = (one, other) => (typeof one === "number" ? one - other : collator.compare(one, other));

  const sort = (table, column, direction) => {
    const body = table.tBodies[0];
    all(".group", body).forEach((heading) => heading.closest("tr").remove());
    const rows = [...body.rows];
    const values = keys(rows.map((row) => row.cells[column].textContent));
    const order = [...rows.keys()].sort((one, other) => {
      if (values[one] === null || values[other] === null) return (values[one] === null) - (values[other] === null);
      return direction * compare(values[one], values[other]) || one - other;
    });
    body.append(...order.map((at) => rows[at]));
    all("th", table.tHead).forEach((head, at) => {
      if (at === column) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  };

  const spellOut = ({ rows }) => {
    // A cell that says "as above" would say so of another row once the table is sorted or filtered.
    [...rows].forEach((row, at) => [...row.cells].forEach((cell, column) => {
      if (words.same && cell.textContent.trim() === words.same) cell.textContent = rows[at - 1].cells[column].textContent;
    }));
  };

  const heads = new Map();
  const makeSortable = (table) => {
    all("th", table.tHead).forEach((head, column) => {
      const button = made("button", { type: "button" }, ...head.childNodes);
      heads.set(head, button);
      button.addEventListener("click", () => {
        spellOut(table);
        sort(table, column, head.getAttribute("aria-sort") === "ascending" ? -1 : 1);
      });
      head.replaceChildren(button);
    });
  };
  all("main table").filter((table) => table.tBodies[0].rows.length > 8).forEach(makeSortable);
  // Heads that print repeats show no words if a button has them.
  addEventListener("beforeprint", () => heads.forEach((button, head) => head.replaceChildren(...button.childNodes)));
  addEventListener("afterprint", () => heads.forEach((button, head) => {
    button.append(...head.childNodes);
    head.replaceChildren(button);
  }));

  // What the cells of a column say, a few words each, makes the choices of a long table.
  const makeFilterable = (table) => {
    spellOut(table);
    const rows = [...table.tBodies[0].rows].filter((row) => !row.querySelector(".group"));
    const headings = new Map();
    let heading = null;
    for (const row of table.tBodies[0].rows) {
      if (row.querySelector(".group")) heading = row;
      else if (heading) headings.set(row, heading);
    }
    const bare = (element) => {
      const copy = element.cloneNode(true);
      all(".anchor, .header-section-number, [aria-hidden]", copy).forEach((part) => part.remove());
      return copy.textContent.trim();
    };
    // "Weight and basis" above "major; open" makes two choices.
    const and = new Intl.ListFormat(language).formatToParts(["", ""]).find(({ type }) => type === "literal").value;
    const columns = all("th", table.tHead).flatMap((head, column) => {
      const values = new Map(rows.map((row) => [row, bare(row.cells[column]).split(/\s*;\s*/)]));
      const names = head.textContent.trim().split(and);
      return [...Array(Math.max(...[...values.values()].map((all) => all.length))).keys()].map((place) => ({
        name: (([first, ...rest]) => first.toUpperCase() + rest.join(""))(names[place] ?? names.at(-1)),
        values: new Map([...values].map(([row, all]) => [row, all.slice(place, place + 1)])),
      }));
    });
    const kinds = new Map([...headings].map(([row, { textContent }]) => [row, [textContent.trim()]]));
    // What a row begins with is its place in the study: of an item the chapter, or else a part by its name.
    const parts = new Map(rows.map((row) => {
      const [place, rest] = row.cells[row.cells.length - 1].textContent.split(" · ");
      const chapter = document.getElementById(row.querySelector("a[href^='#sec-t']")?.hash.slice(1))?.closest("section:has(> h1)");
      return [row, rest ? [chapter ? bare(chapter.querySelector("h1")) : place] : []];
    }));
    const facets = [...columns, { name: words.kind, values: kinds }, { name: words.part, values: parts }]
      .map((facet) => ({ ...facet, chosen: new Set(), all: new Set([...facet.values.values()].flat()) }))
      .filter(({ all: { size } }) => size > 1 && size < 20 && size < rows.length / 4);
    if (!facets.length) return;
    const fits = (row, but) => facets.every((facet) =>
      facet === but || !facet.chosen.size || facet.values.get(row).some((value) => facet.chosen.has(value)));
    const chips = facets.flatMap((facet) => [...facet.all].map((value) => {
      const [box, count] = [made("input", { type: "checkbox" }), made("span")];
      box.addEventListener("change", () => { facet.chosen[box.checked ? "add" : "delete"](value); show(); });
      return { facet, value, box, count, label: made("label", {}, box, value, count) };
    }));
    const reset = made("button", { type: "button" }, words.reset);
    const shown = made("span", { role: "status" });
    const show = () => {
      for (const row of rows) row.hidden = !fits(row);
      for (const row of headings.values()) row.hidden = true;
      for (const [row, above] of headings) if (!row.hidden) above.hidden = false;
      for (const { facet, value, count } of chips) {
        count.textContent = rows.filter((row) => fits(row, facet) && facet.values.get(row).includes(value)).length;
      }
      const number = rows.filter((row) => !row.hidden).length;
      shown.textContent = words.shown.replace("{n}", number).replace("{all}", rows.length);
      reset.hidden = number === rows.length;
    };
    const clear = () => { for (const { facet, box } of chips) { box.checked = false; facet.chosen.clear(); } show(); };
    reset.addEventListener("click", clear);
    addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("tr[hidden]");
      if (!rows.includes(target)) return;
      clear();
      target.scrollIntoView();
    });
    const sets = facets.map((facet) => made("fieldset", {}, made("legend", {}, facet.name),
      ...chips.filter((chip) => chip.facet === facet).map(({ label }) => label)));
    table.before(made("div", { className: "chips" }, ...sets, made("p", {}, shown, reset)));
    show();
  };
  all("main table").filter((table) => table.tBodies[0].rows.length > 40).forEach(makeFilterable);

  const layOut = (data, title) => {
    const row = (tag, texts, attributes) => made("tr", {}, ...texts.map((text, at) => {
      if (!data.numbers.includes(at)) return made(tag, attributes, text);
      const bare = text.replace(/[\u2007\u2008]+$/, ""); // what is copied of a cell is the number
      const cell = made(tag, { ...attributes, style: "text-align: right" }, bare.replace("\u2212", "-"));
      if (bare !== text) cell.dataset.pad = text.slice(bare.length);
      return cell;
    }));
    const style = data.head.map((name, at) => `--c${at + 1}:${JSON.stringify(name)}`).join(";");
    const table = made("table", { style }, made("caption", { className: "unseen" }, title),
      made("thead", {}, row("th", data.head, { scope: "col" })), made("tbody", {}, ...data.rows.map((texts) => row("td", texts))));
    makeSortable(table);
    return made("div", { className: "float-body" }, table);
  };
  const fill = async (details) => {
    const { figures } = await charts();
    const box = layOut(figures[details.previousElementSibling.id], details.querySelector("summary .unseen").textContent.slice(2));
    details.append(box);
    boxes.push(box);
    reach();
  };
  for (const details of lines.length ? all(".figure-data") : []) {
    details.addEventListener("toggle", () => fill(details), { once: true });
  }

  // What names and describes tables and pictures ----------------------------------------------------------------------

  all("main figure").forEach((figure, at) => {
    const names = all("figcaption :is(.float-label, .float-title, strong)", figure).slice(0, 2);
    names.forEach((part, place) => { part.id = `name-${at}-${place}`; });
    const said = names.map((part) => part.id).join(" ");
    for (const named of [figure, ...all("table", figure)]) named.setAttribute("aria-labelledby", said);
    const told = figure.parentElement.nextElementSibling?.querySelector("p");
    if (!told?.closest(".figure-data")) return;
    told.id = `told-${at}`;
    for (const picture of all(".picture", figure)) picture.setAttribute("aria-describedby", told.id);
  });

  // Figures -----------------------------------------------------------------------------------------------------------

  const tip = made("div", { className: "tip", hidden: true });
  document.body.append(tip);
  const hide = () => { tip.hidden = true; };
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  const show = (handler, event, item, value) => {
    if (!value) return hide();
    tip.replaceChildren(made("dl", {}, ...Object.entries(value).flatMap(([name, said]) =>
      [made("dt", {}, name), made("dd", {}, String(said))])));
    beside(tip, { left: event.clientX + 14, top: event.clientY - 14, bottom: event.clientY + 14 });
  };

  const rows = (columns) => {
    const names = Object.keys(columns);
    return (columns[names[0]] ?? []).map((_, at) => Object.fromEntries(names.map((name) => [name, columns[name][at]])));
  };
  const whole = (spec) => ({
    ...spec, data: spec.data.map((table) => (table.values ? { ...table, values: rows(table.values) } : table)),
  });

  const views = new WeakMap();
  const draw = async (box, spec) => {
    const { numbers, times } = await charts();
    views.get(box)?.finalize();
    const canvas = made("span");
    const view = new vega.View(vega.parse(whole(spec), {}, { ast: true }), {
      expr: vega.expressionInterpreter, renderer: "svg", container: canvas, tooltip: show,
      locale: vega.locale(numbers, times),
    });
    views.set(box, view);
    await view.runAsync();
    for (const attribute of ["role", "aria-roledescription", "aria-label"]) canvas.removeAttribute(attribute);
    canvas.setAttribute("aria-hidden", "true"); // the box around it says what the picture shows
    box.replaceChildren(canvas);
    box.dataset.live = "";
  };

  const choose = (box, figure, id) => {
    const options = figure.views.map(([key, name], at) => {
      const radio = made("input", { type: "radio", name: `${id}-view`, value: key, checked: !at });
      radio.addEventListener("change", () => draw(box, figure.specs[key]));
      return made("label", {}, radio, name);
    });
    const set = made("fieldset", { className: "views" }, made("legend", {}, figure.choose), ...options);
    (box.closest("p") ?? box).before(set);
  };

  const enliven = async (box) => {
    const id = box.closest("[id^='fig-']").id;
    try {
      await document.fonts.ready;
      const [{ figures }] = await Promise.all([charts(), program()]);
      await draw(box, figures[id].specs[""]);
      if (figures[id].views) choose(box, figures[id], id);
    } catch {
      // The picture that the page came with stays.
    }
  };

  if (lines.length) {
    const near = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        enliven(target);
      }
    }, { rootMargin: "400px" });
    all("[id^='fig-'] .picture").forEach((box) => near.observe(box));
  }

  // Bars --------------------------------------------------------------------------------------------------------------

  // Under each figure and table a link leads to its own page; here its files and its citation come beside that link.
  const dress = async () => {
    const said = JSON.parse(await unpack(lines[2]));
    for (const link of all(".exhibit-bar a")) {
      const folder = link.getAttribute("href").replace(/[^/]*$/, "");
      const id = folder.split("/").at(-2);
      const title = link.querySelector(".unseen").textContent;
      const to = (words, file) => made("a", { href: folder + file, ariaLabel: words + title }, words);
      const button = made("button", { type: "button", ariaLabel: said.cite + title, ariaLive: "polite" }, said.cite);
      button.addEventListener("click", async () => {
        try {
          // As rich text, too, so that italics survive in a word processor.
          const words = said.citations[id].map((text, at) => (at % 2 ? made("em", {}, text) : text));
          const whole = made("p", {}, ...words);
          const forms = Object.entries({ "text/html": whole.innerHTML, "text/plain": whole.textContent });
          await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(
            forms.map(([type, text]) => [type, new Blob([text], { type })])))]);
        } catch {
          location.href = `${link.href}#cite`; // without leave to copy, to where it can be marked
          return;
        }
        button.textContent = said.copied;
        setTimeout(() => { button.textContent = said.cite; }, 2000);
      });
      link.before(to(said.download, `${id}.zip`), to(said.data, "data.csv"), button);
    }
  };
  if (lines[2]) dress();
  follow();
});
