"""A language that nobody speaks, made out of another one's files: accented, a third longer, with rules of its own.

Its words are those of the language that it is made from, so that a person can still read them; its numbers, months and
plural forms are those of a real language that the edition does not have.
"""

import re

import yaml
from babel.core import Locale

from small_description import add_to_description

LETTERS = str.maketrans("aeiouycnszAEIOUYCNSZ", "áëîõůýčñšžÁËÎÕŮÝČÑŠŽ")
NAME = "pseudo"
SAID = {"title", "subtitle", "author", "description", "keywords", "words"}
KEPT = re.compile(
    r"\{\{<.*?>\}\}|\{[^{}]*\}|`[^`]*`|(?<=\])\([^)\s]*\)|<[^<>\s]*>|-?@[\w-]+|[\w./-]*\.(?:csv|json|md|yml)\b|\d[\w.–-]*"
)
WORD = re.compile(r"[^\W\d_]{3,}")


def accented(text, *, longer=True):
    """Return text with accents on its letters, and its words a third longer; what is no word stays."""
    pieces, end = [], 0
    for kept in KEPT.finditer(text):
        pieces += [_words(text[end : kept.start()], longer=longer), kept[0]]
        end = kept.end()
    return "".join([*pieces, _words(text[end:], longer=longer)])


def add_language(root, code, source, rules):
    """Write the files of a new language into a copy of the project, and its name and words into three lists."""
    locale = Locale.parse(rules)
    report, texts = root / "report", root / "data" / "text"
    for page in sorted((report / source).glob("*.qmd")):
        lines = [_line(line, source, code) for line in read(page).splitlines()]
        write(report / code / page.name, "\n".join(lines) + "\n")
    write(report / f"index.{code}.qmd", read(report / f"index.{source}.qmd").replace(f"/{source}/", f"/{code}/"))
    for name in (f"_quarto-{source}.yml", f"language/{source}.yml"):
        write(report / name.replace(source, code), _configuration(read(report / name), source, code, rules))
    for file in sorted((texts / source).glob("*.yml")):
        entries = yaml.safe_load(read(file))
        if file.stem == "labels":
            entries = _leaves(entries, longer=False)
            entries["units"] = {name: _plural(forms, locale.plural_form) for name, forms in entries["units"].items()}
            entries["ordinals"] = _plural({"one": "{number}:a", "other": "{number}:e"}, locale.ordinal_form)
        else:
            entries = _leaves(entries, longer=file.stem in {"events", "discrepancies", "tracks"})
        write(texts / code / file.name, dumped(entries))
    _join(root, code, source)
    add_to_description(root, code)


def _plural(forms, rule):
    """Return the forms that a language's rule asks for, the last one for those that another language lacks."""
    return {tag: forms.get(tag, forms["other"]) for tag in sorted({"other", *rule.tags})}


def _join(root, code, source):
    base = root / "report" / "_quarto.yml"
    write(base, re.sub(r"(- \[[^\]]*)\]", rf"\1, {code}]", read(base), count=1))
    glossary = root / "data" / "text" / "glossary.yml"
    terms = yaml.safe_load(read(glossary))
    for forms in terms.values():
        forms[code] = [accented(form) for form in forms[source]]
    write(glossary, dumped(terms))
    typed = root / "report" / "typed-numbers.yml"
    entries = yaml.safe_load(read(typed))
    written = "".join(map(read, [*(root / "report" / code).glob("*.qmd"), *glossary.parent.glob(f"{code}/*.yml")]))
    write(typed, dumped([in_all for entry in entries for in_all in _typed(entry, code, source, written)]))


def _typed(entry, code, source, written):
    """Yield an entry with the new language's words, once for each length that these have where they are written."""
    words = entry["typed"]
    words = dict.fromkeys(["id", "en"], words) if isinstance(words, str) else words
    forms = {accented(words[source], longer=longer) for longer in (False, True)}
    for form in sorted(forms):
        if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", written):
            yield entry | {"typed": words | {code: form}}


def _line(line, source, code):
    fence = line.startswith(":::")
    parts = re.split(r'(\{holds="[^"]*"\})', line.replace(f"/{source}/", f"/{code}/"))
    return line if fence else "".join(part if part.startswith("{holds=") else accented(part) for part in parts)


def _configuration(text, source, code, rules):
    settings = yaml.safe_load(text)
    if "project" not in settings:
        return dumped(_leaves(settings, longer=False))
    said = {key: value for key, value in settings.items() if key in SAID}
    settings |= _leaves(said, longer=False) | {
        "lang": rules,
        "language": f"language/{code}.yml",
        "output-file": NAME,
        "project": {"output-dir": f"_output/{code}", "render": [f"index.{code}.qmd"]},
    }
    return dumped(settings).replace(f"_generated/{source}/", f"_generated/{code}/")


def _leaves(entry, *, longer=True):
    if isinstance(entry, dict):
        return {key: value if key == "holds" else _leaves(value, longer=longer) for key, value in entry.items()}
    if isinstance(entry, list):
        return [_leaves(value, longer=longer) for value in entry]
    return accented(entry, longer=longer) if isinstance(entry, str) else entry


def _words(text, *, longer):
    return WORD.sub(lambda word: _word(word[0], longer=longer), text)


def _word(word, *, longer):
    tail = word[-1].lower() * (len(word) // 3) if longer and word[-1].isalpha() else ""
    return (word + tail).translate(LETTERS)


def dumped(entries):
    """Return entries as YAML, a text on one line."""
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=float("inf"))


def read(path):
    return path.read_text(encoding="utf-8")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
