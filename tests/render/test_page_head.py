"""What stands in the head of every page."""

import base64
import hashlib
import re

from multitrack.render.page_assets import make_faces, make_head
from multitrack.typography.fonts import FACES

CHARTS = "let b = 'é';"
FONTS = make_faces(["Teks"], ["Judul"])
HEAD = make_head(FONTS, "body { margin: 0 }\n", "let a = 1 < 2;\n", CHARTS).decode()


def digest(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_policy_allows_two_scripts_by_their_text_and_nothing_from_elsewhere():
    (script,) = re.findall("<script>(.*?)</script>", HEAD, re.DOTALL)
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; "
        f"script-src 'sha256-{digest(script)}' 'sha256-{digest(CHARTS)}'; base-uri 'none'; form-action 'none'"
    )
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in HEAD


def test_every_face_of_the_page_is_in_the_style_itself():
    faces = re.findall(r'font-family: "([^"]+)"; font-weight: (\d+); font-style: (\w+);', HEAD)
    wanted = [(face.family, str(face.weight), "italic" if face.italic else "normal") for face in FACES if face.on_page]
    assert faces == wanted
    assert {address[:5] for address in re.findall(r'url\("(.*?)"\)', HEAD)} == {"data:"}


def test_the_same_texts_give_the_same_bytes():
    one, other = (make_faces(["Teks"], ["Judul"]) for _ in range(2))
    assert one == other


def test_what_only_authors_read_stays_at_home():
    style = "/* Why. */\na {\n  color: red;\n}\n\n"
    script = "// Why.\nif (a) {\n  // Because.\n  b(); // so\n}\n"
    head = make_head("", style, script, CHARTS).decode()
    assert "\na {\ncolor: red;\n}</style>" in head
    assert "<script>if (a) {\nb(); // so\n}</script>" in head
