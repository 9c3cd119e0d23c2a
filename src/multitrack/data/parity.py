"""All languages say the same: the same files, keys and numbers, and the plural forms that each of them needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.data.texts import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from babel.core import Locale
    from babel.plural import PluralRule

    from multitrack.data.texts import Path, TextFile
    from multitrack.errors import Problem

LABELS: Final = "labels"
_PATTERNS: Final[Mapping[str, str]] = {
    "units": "value",
    "scales": "value",
    "currencies": "value",
    "qualifiers": "value",
    "ordinals": "number",
}
"""Group of labels → what each of its patterns must have in braces, and nothing else."""
_COUNTED, _ORDINALS = "units", "ordinals"


def differences(versions: Sequence[TextFile]) -> Iterator[Problem]:
    """Compare the same file in several languages: equal keys, and in each text the same numbers."""
    paths = dict.fromkeys(path for version in versions for path in version.lines if not _is_plural(path))
    for path in paths:
        holders = [version for version in versions if path in version.lines]
        for version in versions:
            if path not in version.lines and (path[:-1] in version.lines or not path[:-1]):
                found = f"the key is missing, and {holders[0].file} has it"
                yield version.problem(path, found, "write it here, or remove it there")
        yield from _unlike(path, holders)


def _unlike(path: Path, holders: Sequence[TextFile]) -> Iterator[Problem]:
    first = next((version for version in holders if path in version.words), None)
    if first is None:
        return
    for version in holders:
        if path not in version.words:
            found = f"further keys stand here, and a text in {first.file}"
            yield version.problem(path, found, "write the same in both")
    named = {version.file: placeholders(version.words[path]) for version in holders if path in version.words}
    for version in holders:
        for name in sorted(frozenset[str]().union(*named.values()) - named.get(version.file, frozenset())):
            other = next(file for file, names in named.items() if name in names)
            found = f"the text does not print {{{name}}}, and that of {other} does"
            yield version.problem(path, found, "print the same numbers in both")
            break


def pattern_faults(labels: TextFile, locale: Locale) -> Iterator[Problem]:
    """Find patterns without their slot, and plural forms that a language lacks or does not know."""
    for path, text in labels.words.items():
        slot = _PATTERNS.get(path[0])
        if slot and placeholders(text) != frozenset([slot]):
            yield labels.problem(path, f"the pattern must have {{{slot}}} and nothing else in braces", "correct it")
    for unit in labels.under((_COUNTED,)):
        yield from _plural_faults(labels, (_COUNTED, unit), locale.plural_form)
    yield from _plural_faults(labels, (_ORDINALS,), locale.ordinal_form)


def _plural_faults(labels: TextFile, group: Path, rule: PluralRule) -> Iterator[Problem]:
    needed = {"other", *rule.tags}
    present = labels.under(group)
    for form in sorted(needed.difference(present)):
        yield labels.problem((*group, form), "the language needs this plural form", "add it")
    for form in present:
        if form not in needed:
            remedy = f"keep {', '.join(sorted(needed))}"
            yield labels.problem((*group, form), "the language has no such plural form", remedy)


def _is_plural(path: Path) -> bool:
    """Tell whether a path of the labels names a plural form, which is each language's own."""
    return path[:-1] == (_ORDINALS,) or (path[:1] == (_COUNTED,) and bool(path[2:]))
