"""The real description of columns, for a study that has some of the tables and languages of its own."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def describe_tables(folder):
    """Describe the tables that a study has, in the languages of its texts, and write a codebook on them."""
    data = folder / "data"
    base, other = sorted(path.name for path in (data / "text").iterdir() if path.is_dir())
    text = (ROOT / "data" / "datapackage.json").read_text(encoding="utf-8")
    description = json.loads(re.sub(r'"(title|description|label)@\w+":', rf'"\1@{other}":', text))
    description["languages"] = [base, other]
    tables = [table for table in description["resources"] if (data / table["path"]).exists()]
    description["resources"] = tables
    (data / "datapackage.json").write_text(json.dumps(description, indent=1), encoding="utf-8")
    sections: list[str] = []
    for table in tables:
        columns = " ".join(f"`{field['name']}`" for field in table["schema"]["fields"])
        sections.append(f"## {table['path']}\n\n{columns}\n")
    (data / "CODEBOOK.md").write_text("# Codebook\n\n" + "\n".join(sections), encoding="utf-8")


def add_to_description(root, code):
    """Add a language to the description of a copy of the project, with the words of the second for its own."""
    path = root / "data" / "datapackage.json"
    description = json.loads(path.read_text(encoding="utf-8"), object_hook=lambda entry: _with(entry, code))
    description["languages"].append(code)
    path.write_text(json.dumps(description, ensure_ascii=False, indent=1), encoding="utf-8")


def _with(entry, code):
    return entry | {key.partition("@")[0] + f"@{code}": value for key, value in entry.items() if "@" in key}
