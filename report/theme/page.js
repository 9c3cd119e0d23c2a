// Comforts that the page can do without: contents that follow the reader, a language switch that keeps the place,
// and wide tables that the keyboard can scroll.
document.addEventListener("DOMContentLoaded", () => {
  const links = new Map([...document.querySelectorAll("#TOC a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const parts = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let here = null;

  const follow = () => {
    const passed = parts.filter((part) => part.getBoundingClientRect().top < innerHeight / 3);
    const now = passed.length ? links.get(passed.at(-1).id) : null;
    if (now === here) return;
    here?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "location");
    here = now;
  };

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();

  for (const link of document.querySelectorAll(".ways a[hreflang]")) {
    link.addEventListener("click", () => { link.hash = here?.hash ?? location.hash; });
  }

  const boxes = [...document.querySelectorAll(".quarto-float figure > div")];
  const reach = () => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-labelledby", box.getAttribute("aria-describedby"));
      } else {
        box.removeAttribute("tabindex");
        box.removeAttribute("role");
        box.removeAttribute("aria-labelledby");
      }
    }
  };
  addEventListener("resize", reach);
  reach();
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
