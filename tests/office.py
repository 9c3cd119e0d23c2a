"""LibreOffice without a window, as a reader of what people take along."""

import shutil
import subprocess

import pytest

_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value>
</prop></item></oor:items>
"""


def open_in_office(paths, form, folder, locale="en-US", *, needs="calc"):
    """Return the files that LibreOffice makes of others as a user with these settings, by the names without endings."""
    program = shutil.which("soffice")
    modules = subprocess.run(["sh", "-c", "ls /usr/lib/libreoffice/program /opt/libreoffice*/program 2>/dev/null"],
                             capture_output=True, check=False, encoding="utf-8").stdout  # fmt: skip
    if not program or {"calc": "libsclo", "writer": "libswlo", "draw": "libsdlo"}[needs] not in modules:
        pytest.skip(f"LibreOffice with {needs} is not installed")
    profile = folder / f"profile-{locale}"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(locale=locale))
    made = folder / f"made-{locale}"
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        made,
    ]
    subprocess.run([*command, *paths], capture_output=True, check=True, timeout=300)
    ending = form.partition(":")[0]
    return {path.stem: (made / f"{path.stem}.{ending}").read_bytes() for path in paths}
