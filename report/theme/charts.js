// Charts that answer the pointer: what a mark says comes beside it, and a click leads to the row that it shows. The keyboard
// reaches the same in the table of data below each chart.
document.addEventListener("DOMContentLoaded", () => {
  const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });
  document.body.append(tip);
  const hide = () => { tip.hidden = true; };
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  addEventListener("scroll", hide, { passive: true });

  const titles = new Map();
  for (const title of document.querySelectorAll(".picture title")) {
    titles.set(title.parentElement, title.textContent);
    title.remove(); // else the browser would show it a second time
  }
  // The last part is the code of a row, if the mark is of one row.
  const codeOf = (words) => / \u00b7 (\S+)$/.exec(words)?.[1] ?? "";
  const placeOf = (mark) => {
    const code = codeOf(titles.get(mark));
    return document.getElementById(code) ?? document.getElementById(`sec-${code.toLowerCase()}`);
  };

  const show = (event, mark) => {
    const words = titles.get(mark);
    const code = codeOf(words);
    tip.replaceChildren(code ? words.slice(0, -code.length - 3) : words);
    if (code) tip.append(Object.assign(document.createElement("small"), { textContent: code }));
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const [x, y] = [event.clientX + 14, event.clientY + 14];
    tip.style.left = `${Math.max(4, Math.min(x, document.documentElement.clientWidth - width - 4))}px`;
    tip.style.top = `${y + height > innerHeight - 4 ? Math.max(4, event.clientY - height - 14) : y}px`;
    mark.style.cursor = placeOf(mark) ? "pointer" : "";
  };
  // Words may stand on a mark, as a number stands on its cell.
  const markAt = ({ clientX, clientY }) => document.elementsFromPoint(clientX, clientY).find((part) => titles.has(part));
  for (const picture of document.querySelectorAll(".picture")) {
    picture.addEventListener("pointermove", (event) => {
      const mark = markAt(event);
      if (mark) show(event, mark);
      else hide();
    });
    picture.addEventListener("pointerleave", hide);
    picture.addEventListener("click", (event) => {
      const mark = markAt(event);
      const place = mark && placeOf(mark);
      if (place) location.hash = place.id;
    });
  }
});
