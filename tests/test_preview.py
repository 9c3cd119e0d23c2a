"""The preview: what it serves, and that it goes on whatever is saved."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from multitrack.errors import ChangedError
from multitrack.page_server import NewsStand, serve
from multitrack.preview import Built, Wish, make_pages
from multitrack.study import open_edition

ROOT = Path(__file__).parents[1]
LIMIT_S = 60.0
PAGE = "report/id/10-introduction.qmd"
OTHER = "data/text/en/labels.yml"
CELL = "data/study/events.csv"
MODULE = "multitrack/study/figures/fig_timeline.py"


class Preview:
    """A running preview of a copy of the project and of the program."""

    def __init__(self, root):
        ignored = shutil.ignore_patterns("__pycache__", "_output", "_preview", "_generated", ".build-*")
        for name in ("data", "report", "src"):
            shutil.copytree(ROOT / name, root / name, ignore=ignored)
        shutil.copy(ROOT / "pyproject.toml", root)
        self.root, self.source = root, root / "src"
        self.temporary = root / "temporary"
        self.temporary.mkdir()
        self.environment = {**os.environ, "PYTHONPATH": str(self.source), "TMPDIR": str(self.temporary)}
        self.process = self.start(0)
        self.address = self.process.stdout.readline().split()[1]
        self.port = int(self.address.rstrip("/").rpartition(":")[2])
        self.events = urllib.request.urlopen(f"{self.address}-/events", timeout=120)  # noqa: S310
        self.news = {}
        self.page = self.wait(lambda news: news["build"])["page"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.communicate()
        self.events.close()

    def start(self, port):
        command = [sys.executable, "-m", "multitrack", "preview", "--port", str(port)]
        return subprocess.Popen(
            command, cwd=self.root, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def wait(self, are_wanted):
        """Return the first news that are wanted: those before may tell of what was saved before."""
        deadline = time.monotonic() + LIMIT_S
        while True:
            line = self.events.readline()  # comes every 15 seconds even without news
            assert line, "the preview has ended"
            assert time.monotonic() < deadline, f"the last news: {self.news}"
            if line.startswith(b"data: "):
                self.news = json.loads(line.removeprefix(b"data: "))
                if are_wanted(self.news):
                    return self.news

    def is_told(self, *problems):
        """Wait until exactly these problems are told."""
        return bool(self.wait(lambda news: news["problems"] == [*problems]))

    def save(self, path, content):
        """Save a file as it should be, and wait for the pages."""
        before = self.news["build"]
        path.write_bytes(content)
        return self.wait(lambda news: news["build"] != before)

    def get(self, path="", host=None):
        """Return the status and the text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", f"/{path}", headers={"Host": host} if host else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    with Preview(tmp_path_factory.mktemp("preview")) as begun:
        yield begun


@pytest.fixture
def spoil(preview):
    """Return a function that saves a file with other content until the end of the test."""
    before = {}

    def save(path, content):
        before[path] = path.read_bytes()
        path.write_bytes(content)

    yield save
    for path, content in before.items():
        preview.save(path, content)


def test_a_saved_sentence_is_in_the_page_served(preview, spoil):
    path, before = preview.root / PAGE, preview.news["build"]
    spoil(path, path.read_bytes().replace(b" yang ", b" yangbaru ", 1))
    preview.wait(lambda news: news["build"] != before)
    assert "yangbaru" in preview.get(preview.page)[1]


def test_what_is_wrong_is_told_with_its_place_and_the_last_page_stays(preview, spoil):
    before, path = preview.get(preview.page), preview.root / PAGE
    rows = path.read_text("utf-8").count("\n")
    spoil(path, path.read_bytes() + b"\n{{< n no-such-number >}}\n")
    remedy = "take an id that `multitrack list numbers` prints"
    assert preview.is_told(f"{PAGE}:{rows + 2}: {{{{< n no-such-number >}}}} names nothing; {remedy}")
    assert preview.get(preview.page) == before


def test_a_label_too_long_in_a_language_that_is_not_shown_is_told_beside_the_pages(preview, spoil):
    path, before = preview.root / OTHER, preview.news["build"]
    text = path.read_text("utf-8")
    row = 1 + text[: text.index("  constant:")].count("\n")
    spoil(path, text.replace('  constant: "', f'  constant: "{"Description" * 20}', 1).encode())
    news = preview.wait(lambda news: news["build"] != before and news["problems"])
    assert news["problems"][0].startswith(f'{OTHER}:{row}:charts.constant: the label "Description')


def test_a_file_saved_half_is_wrong_until_it_is_saved_whole(preview, spoil):
    path = preview.root / CELL
    row = path.read_bytes().count(b"\n")
    spoil(path, path.read_bytes().rstrip()[:-60])
    news = preview.wait(lambda news: news["problems"])
    assert news["problems"][0].startswith(f"{CELL}:{row}:")


def test_a_page_deleted_and_put_back_is_missed_and_found(preview):
    path = preview.root / PAGE
    content = path.read_bytes()
    path.unlink()
    missing = f"there is no file {PAGE}; correct the path or add the file"
    assert preview.wait(lambda news: any(missing in line for line in news["problems"]))
    assert preview.save(path, content)


def test_a_source_that_is_saved_during_a_build_is_no_problem_since_the_next_build_follows(monkeypatch, tmp_path):
    def build(*_, **__):
        raise ChangedError

    monkeypatch.setattr("multitrack.preview.build_edition", build)
    assert make_pages(Wish(ROOT, ROOT / "data", tmp_path, ("id",), ("html",), open_edition)) == Built()


def test_a_syntax_error_in_a_module_is_a_line_and_mended_it_is_forgotten(preview, spoil):
    spoil(preview.source / MODULE, b"def draw(:\n")
    assert preview.is_told(f"src/{MODULE}:1: invalid syntax; correct it")


def test_a_module_that_never_comes_to_an_end_can_be_corrected(preview, spoil):
    path, begin = preview.source / MODULE, b'    """Return the figure'
    before = path.read_bytes()
    assert before.count(begin) == 1
    spoil(path, before.replace(begin, b"    while True:\n        pass\n" + begin))
    time.sleep(5)  # it works on it now; the end of the test saves the module as it was, and waits for the pages


def test_a_fault_in_a_module_is_told_with_its_place(preview, spoil):
    path = preview.source / MODULE
    rows = path.read_bytes().count(b"\n")
    spoil(path, path.read_bytes() + b"\nno_such_name\n")
    assert preview.is_told(f"src/{MODULE}:{rows + 2}: NameError: name 'no_such_name' is not defined; correct it")


def test_the_frame_may_do_nothing_but_show_the_pages_and_hear_of_them(preview):
    status, frame = preview.get()
    assert (status, "<iframe" in frame) == (200, True)
    answer = urllib.request.urlopen(preview.address, timeout=30)  # noqa: S310
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; frame-src 'self'; connect-src 'self'; style-src 'sha256-")


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "127.0.0.1.example.org:{port}", "localhost:1"])
def test_who_asks_by_another_name_is_refused(preview, host):
    status, _ = preview.get(preview.page, host=host.format(port=preview.port))
    assert status == 403


@pytest.mark.parametrize(
    "path",
    [
        "none",
        "../../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "id/../../multitrack.lock",
        "id/",
        "//etc/passwd",
        "%00",
        "id/kanada-asean.html%00",
    ],
)
def test_nothing_is_served_or_listed_but_files_of_the_pages(preview, path):
    assert preview.get(path)[0] == 404


def test_an_open_page_is_loaded_again_at_the_same_place_and_shows_what_is_wrong(preview, browser, spoil):
    window, path = browser.new_page(), preview.root / PAGE
    window.goto(preview.address)
    window.frame_locator("iframe").locator("#sec-method").wait_for()
    view = window.frames[1]
    view.evaluate("document.getElementById('sec-method').scrollIntoView(); scrollBy({top: 90, behavior: 'instant'})")
    place = view.evaluate("document.getElementById('sec-method').getBoundingClientRect().top")
    spoil(path, path.read_bytes().replace(b" yang ", b" yangbaru " * 40, 1))
    window.frame_locator("iframe").get_by_text("yangbaru").first.wait_for(timeout=LIMIT_S * 1000)
    assert view.evaluate("document.getElementById('sec-method').getBoundingClientRect().top") == pytest.approx(place)
    path.write_bytes(path.read_bytes() + b"\n{{< n no-such-number >}}\n")
    window.get_by_text("names nothing").wait_for(timeout=LIMIT_S * 1000)
    window.close()


def test_a_link_out_of_the_folder_leads_nowhere(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "link").symlink_to(tmp_path / "secret")
    (pages / "file").write_bytes(b"file")
    with serve(0, pages, NewsStand()) as server:
        assert urllib.request.urlopen(f"{server.address}file", timeout=30).read() == b"file"  # noqa: S310
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{server.address}link", timeout=30)  # noqa: S310


def test_on_the_port_of_the_web_browsers_name_none(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"file")
    with serve(0, tmp_path, NewsStand()) as server:
        monkeypatch.setattr("multitrack.page_server._HTTP_PORT", server.server_port)
        for host, status in (("127.0.0.1", 200), ("localhost", 200), ("example.org", 403), ("127.0.0.1:1", 403)):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
            connection.request("GET", "/file", headers={"Host": host})
            assert connection.getresponse().status == status


def test_a_second_preview_on_the_same_port_says_so(preview):
    second = preview.start(preview.port)
    said, _ = second.communicate(timeout=60)
    found = f"--port {preview.port}: the port is in use, perhaps by another preview"
    assert (second.returncode, said) == (2, f"multitrack: {found}; take another, or 0 for one that is free\n")


def test_a_browser_that_has_gone_is_no_trouble(preview):
    for _ in range(3):
        urllib.request.urlopen(f"{preview.address}-/events", timeout=30).close()  # noqa: S310
    path = preview.root / PAGE
    preview.save(path, path.read_bytes())
    assert preview.get(preview.page)[0] == 200


def test_nothing_in_the_project_is_changed_but_what_is_kept(preview):
    found = {path.name for path in preview.root.iterdir()} | {path.name for path in (preview.root / "report").iterdir()}
    assert not found & {"_output", "_preview", "_generated"}


def test_an_interrupt_ends_it_with_all_its_processes_and_leaves_nothing(tmp_path_factory):
    # Tests in the background of a shell would hand on to it to ignore interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with Preview(tmp_path_factory.mktemp("interrupted")) as preview:
        path = preview.root / PAGE
        path.write_bytes(path.read_bytes().replace(b" yang ", b" yangbaru ", 1))
        time.sleep(0.3)  # it is building by now
        preview.process.send_signal(signal.SIGINT)
        said, _ = preview.process.communicate(timeout=60)
        assert preview.process.returncode == 0
        assert [line.split()[0] for line in said.splitlines()] == ["built"]
        assert not list(preview.temporary.iterdir())
