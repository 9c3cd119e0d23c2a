"""Axe, which looks for barriers in a page, spared what is on the page many times alike."""

import json
from importlib.resources import files

MARK_LOOKS = r"""() => {
    const looks = new Map(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode());) {
        const letters = text.parentElement;
        delete letters.dataset.look;
        if (!/[\p{L}\p{N}]/u.test(text.data) || !letters.checkVisibility()) continue;
        const { fill, fontSize, fontWeight, textShadow } = getComputedStyle(letters);
        const look = [fill, fontSize, fontWeight, textShadow];
        for (let around = letters; around; around = around.parentElement) {
            const { color, backgroundColor, backgroundImage, opacity } = getComputedStyle(around);
            look.push(around.localName, around.getAttribute("class"), color, backgroundColor, backgroundImage, opacity);
        }
        looks.set(look.join(), [looks.get(look.join())?.[0] ?? letters, letters]);
    }
    for (const one of [...looks.values(), ...document.querySelectorAll("select, input")].flat()) one.dataset.look = "";
}"""
"""Marks the first and the last element of each way in which letters and their grounds look: others do not differ."""
LIKE_ROWS = "document.querySelectorAll('tbody tr:nth-child(n+9)').forEach(row => row.remove())"
"""Removes the rows of a table after its eighth: they are laid out alike, and half of what axe would look at."""
CONTRASTS = [
    {"id": "color-contrast", "selector": "[data-look]"},
    {"id": "link-in-text-block", "selector": "a[href][data-look]"},
]


def find_barriers(page, rules=None):
    """Return the violations of rules, of all if none are named, each with the first of its places."""
    page.evaluate(LIKE_ROWS)
    page.evaluate(MARK_LOOKS)
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    options = json.dumps({"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})})
    found = page.evaluate(f"axe.configure({json.dumps({'rules': CONTRASTS})}), axe.run(document, {options})")
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found["violations"]]
