"""Put what a release publishes into a folder: the documents, the data package, the whole edition, and their checksums.

``release.py TAG FOLDER`` takes the edition that was built last and the bill of materials. The same edition gives the
same files, so that anyone can make them anew and compare.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from pathlib import Path

from multitrack.bundles.zip_files import pack
from multitrack.project import Project

ROOT = Path(__file__).parents[1]
SUMS = "SHA256SUMS"


def collect(tag: str, project: Project, bill: bytes) -> dict[str, bytes]:
    """Return the files of a release by their names; ``bill`` is the bill of materials.

    Raises
    ------
    SystemExit
        If the tag is not that of the edition's version.
    """
    edition = json.loads((project.output / "manifest.json").read_text(encoding="utf-8"))["edition"]
    if tag != f"v{edition['version']}":
        message = f"the tag is {tag}, and the edition is {edition['version']}: name it v{edition['version']}"
        raise SystemExit(message)
    whole = {
        path.relative_to(project.output).as_posix(): path.read_bytes()
        for path in project.output.rglob("*")
        if path.is_file()
    }
    name = f"{edition['name']}-{edition['version']}"
    documents = [f"{one.output_folder}/{one.output_name}.pdf" for one in project.profiles]
    released = dt.date.fromisoformat(str(project.profiles[0].config["released"]))
    return {
        **{path.rpartition("/")[2]: whole[path] for path in (*documents, f"data/{name}.zip", f"data/{name}.xlsx")},
        f"{name}-edition.zip": pack(whole, f"{name}-edition", released),
        "sbom.cdx.json": bill,
    }


def main(tag: str, folder: Path) -> None:
    """Write the files of a release and their checksums."""
    files = collect(tag, Project.find(ROOT), (ROOT / "sbom.cdx.json").read_bytes())
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    folder.mkdir(parents=True)
    for name, content in {**files, SUMS: sums.encode()}.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
