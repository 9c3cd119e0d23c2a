"""What stands in the head of every page."""

import base64
import hashlib
import re

from multitrack.weave.fonts import FACES
from multitrack.weave.head import head_html

HEAD = head_html("body { margin: 0 }\n", "let a = 1 < 2;\n", ["Teks"]).decode()


def test_the_policy_allows_this_script_and_nothing_from_elsewhere():
    (script,) = re.findall("<script>(.*?)</script>", HEAD, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; font-src data:; script-src 'sha256-{digest}'"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in HEAD


def test_every_face_of_the_page_is_in_the_style_itself():
    faces = re.findall(r'font-family: "([^"]+)"; font-weight: (\d+); font-style: (\w+);', HEAD)
    wanted = [(face.family, str(face.weight), "italic" if face.italic else "normal") for face in FACES if face.on_page]
    assert faces == wanted
    assert {address[:5] for address in re.findall(r'url\("(.*?)"\)', HEAD)} == {"data:"}


def test_the_same_texts_give_the_same_bytes():
    assert head_html("a", "b", ["Teks"]) == head_html("a", "b", ["Teks"])
