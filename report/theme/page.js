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

  // Contents and place ------------------------------------------------------------------------------------------------

  const links = new Map(all("#TOC a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const parts = all("main [id]").filter((part) => /^(sec|fig|tbl|note)-/.test(part.id) && !part.id.endsWith("-caption"));
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
    hide();
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
    const label = [".float-label", ".edition-note-label", ".float-title", "figcaption"]
      .reduce((found, selector) => found ?? part.querySelector(selector), heading);
    if (!label) continue;
    const name = label.textContent.trim();
    label.append(anchor(part.id, name));
  }

  // Tables ------------------------------------------------------------------------------------------------------------

  const boxes = all(".quarto-float figure > div, .figure-data .float-body");
  const reach = () => {
    for (const box of boxes) {
      const name = box.getAttribute("aria-describedby");
      if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        if (name) box.setAttribute("aria-labelledby", name);
        else box.setAttribute("aria-label", box.dataset.label ?? "");
      } else {
        for (const attribute of ["tabindex", "role", "aria-labelledby", "aria-label"]) box.removeAttribute(attribute);
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

  for (const table of all("main table")) {
    if (table.tBodies[0].rows.length <= 8 && !table.closest(".figure-data")) continue;
    all("th", table.tHead).forEach((head, column) => {
      const button = made("button", { type: "button" }, ...head.childNodes);
      button.addEventListener("click", () => {
        spellOut(table.tBodies[0]);
        sort(table, column, head.getAttribute("aria-sort") === "ascending" ? -1 : 1);
      });
      head.replaceChildren(button);
    });
  }

  // Figures -----------------------------------------------------------------------------------------------------------

  const tip = made("div", { className: "tip", hidden: true });
  document.body.append(tip);
  const hide = () => { tip.hidden = true; };
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  const show = (handler, event, item, value) => {
    if (!value) return hide();
    tip.replaceChildren(made("dl", {}, ...Object.entries(value).flatMap(([name, said]) =>
      [made("dt", {}, name), made("dd", {}, String(said))])));
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const [x, y] = [event.clientX + 14, event.clientY + 14];
    tip.style.left = `${Math.max(4, Math.min(x, document.documentElement.clientWidth - width - 4))}px`;
    tip.style.top = `${y + height > innerHeight - 4 ? Math.max(4, event.clientY - height - 14) : y}px`;
  };

  const unpack = async (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  let opened = null;
  const open = () => (opened ??= Promise.all([unpack("charts-data"), unpack("charts-script")]).then(([data, script]) => {
    document.head.append(made("script", { textContent: script }));
    return JSON.parse(data);
  }));

  const rows = (columns) => {
    const names = Object.keys(columns);
    return (columns[names[0]] ?? []).map((_, at) => Object.fromEntries(names.map((name) => [name, columns[name][at]])));
  };
  const whole = (spec) => ({
    ...spec, data: spec.data.map((table) => (table.values ? { ...table, values: rows(table.values) } : table)),
  });

  const views = new WeakMap();
  const draw = async (box, charts, spec) => {
    views.get(box)?.finalize();
    const canvas = made("span");
    const view = new vega.View(vega.parse(whole(spec), {}, { ast: true }), {
      expr: vega.expressionInterpreter, renderer: "svg", container: canvas, tooltip: show,
      locale: vega.locale(charts.numbers, charts.times),
    });
    views.set(box, view);
    await view.runAsync();
    for (const attribute of ["role", "aria-roledescription", "aria-label"]) canvas.removeAttribute(attribute);
    canvas.setAttribute("aria-hidden", "true"); // the box around it says what the picture shows
    box.replaceChildren(canvas);
    box.dataset.live = "";
  };

  const choose = (box, charts, figure, id) => {
    const options = figure.views.map(([key, name], at) => {
      const radio = made("input", { type: "radio", name: `${id}-view`, value: key, checked: !at });
      radio.addEventListener("change", () => draw(box, charts, figure.specs[key]));
      return made("label", {}, radio, name);
    });
    const set = made("fieldset", { className: "views" }, made("legend", {}, figure.choose), ...options);
    box.closest("figure").prepend(set);
  };

  const enliven = async (box) => {
    const id = box.closest("[id^='fig-']").id;
    try {
      await document.fonts.ready;
      const charts = await open();
      const figure = charts.figures[id];
      await draw(box, charts, figure.specs[""]);
      if (figure.views) choose(box, charts, figure, id);
    } catch {
      // The picture that the page came with stays.
    }
  };

  if ("DecompressionStream" in window && document.getElementById("charts-script")) {
    const near = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        enliven(target);
      }
    }, { rootMargin: "400px" });
    all("[id^='fig-'] .picture").forEach((box) => near.observe(box));
  }
  follow();
});

// Under each figure and table, "cite" leads to the page with its citations; here it copies one at once.
document.addEventListener("DOMContentLoaded", () => {
  for (const link of document.querySelectorAll(".exhibit-bar .cite")) {
    const button = document.createElement("button"), words = link.textContent;
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-label", link.getAttribute("aria-label"));
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(link.dataset.citation);
      } catch {
        location.href = link.href; // without leave to copy, to where it can be marked
        return;
      }
      button.textContent = link.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
    link.replaceWith(button);
  }
});
