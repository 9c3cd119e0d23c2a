// Comforts that the page can do without: contents that follow the reader, a language switch that keeps the place,
// links to every part, tables that sort, wide tables that the keyboard can scroll, and figures that answer the pointer.
document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const made = (tag, attributes = {}, ...content) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...content);
    return element;
  };
  const words = document.body.dataset;
  const language = document.documentElement.lang;

  // Packed at the end of the page: what the figures show, and what the bars say ------------------------------------------

  const lines = "DecompressionStream" in window ? document.getElementById("charts")?.textContent.trim().split("\n") ?? [] : [];
  const unpack = async (line) => {
    const bytes = Uint8Array.from(atob(line), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  const once = (make) => { let promise = null; return () => (promise ??= make()); };
  const charts = once(async () => JSON.parse(await unpack(lines[0])));

  // Contents and place ------------------------------------------------------------------------------------------------

  const links = new Map(all("#TOC a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const parts = all("main [id]").filter((part) => /^(sec|fig|tbl|note)-/.test(part.id) && part.tagName !== "FIGCAPTION");
  const contents = document.querySelector("#TOC details");
  const now = made("span", { className: "now" });
  contents?.querySelector("summary").append(now);
  let here = null;
  let place = "";

  const follow = () => {
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

  const wide = matchMedia("(min-width: 64rem)");
  const fold = () => { if (contents) contents.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
  contents?.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) contents.open = false;
  });

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });

  for (const link of all("a[hreflang]")) {
    link.addEventListener("click", () => { link.hash = place || location.hash; });
  }

  // Links to every part -----------------------------------------------------------------------------------------------

  const anchor = (id, name) => made("a", { className: "anchor", href: `#${id}`, ariaLabel: `${words.link}: ${name}` }, "#");
  for (const part of parts) {
    const heading = /^H\d$/.test(part.tagName) ? part : part.querySelector(":scope > :is(h1, h2, h3, h4)");
    const label = [".float-label", ".edition-note-label", "figcaption"]
      .reduce((found, selector) => found ?? part.querySelector(selector), heading);
    if (!label) continue;
    const name = label.textContent.trim();
    label.append(anchor(part.id, name));
  }

  // Tables ------------------------------------------------------------------------------------------------------------

  const boxes = all(".quarto-float figure > div");
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

  const spellOut = (body) => {
    // A cell that says "as above" would say so of another row once the table is sorted.
    [...body.rows].forEach((row, at) => [...row.cells].forEach((cell, column) => {
      if (words.same && cell.textContent.trim() === words.same) cell.textContent = body.rows[at - 1].cells[column].textContent;
    }));
  };

  const makeSortable = (table) => {
    all("th", table.tHead).forEach((head, column) => {
      const button = made("button", { type: "button" }, ...head.childNodes);
      button.addEventListener("click", () => {
        spellOut(table.tBodies[0]);
        sort(table, column, head.getAttribute("aria-sort") === "ascending" ? -1 : 1);
      });
      head.replaceChildren(button);
    });
  };
  all("main table").filter((table) => table.tBodies[0].rows.length > 8).forEach(makeSortable);

  const layOut = (data, title) => {
    const row = (tag, texts, attributes) => made("tr", {}, ...texts.map((text, at) =>
      made(tag, { ...attributes, style: data.numbers.includes(at) ? "text-align: right" : "" }, text)));
    const table = made("table", {}, made("caption", { className: "unseen" }, title),
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

  // Bars --------------------------------------------------------------------------------------------------------------

  // Under each figure and table a link leads to its own page; here its files and its citation come beside that link.
  const dress = async () => {
    const said = JSON.parse(await unpack(lines[1]));
    for (const link of all(".exhibit-bar a")) {
      const folder = link.getAttribute("href").replace(/[^/]*$/, "");
      const id = folder.split("/").at(-2);
      const title = link.querySelector(".unseen").textContent;
      const to = (words, file) => made("a", { href: folder + file, ariaLabel: words + title }, words);
      const button = made("button", { type: "button", ariaLabel: said.cite + title, ariaLive: "polite" }, said.cite);
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(said.citations[id]);
        } catch {
          location.href = link.href.replace("#", "#cite-"); // without leave to copy, to where it can be marked
          return;
        }
        button.textContent = said.copied;
        setTimeout(() => { button.textContent = said.cite; }, 2000);
      });
      link.before(to(said.download, `${id}.zip`), to(said.data, `${id}.csv`), button);
    }
  };
  if (lines[1]) dress();
  follow();
});
