"""What a page lays out of its figures when a reader asks for it."""

import base64
import gzip

from multitrack.render.interactive import pack_line


def test_packed_bytes_are_a_line_of_gzip_without_a_time_of_its_own():
    line = pack_line(b"abc" * 99)
    packed = base64.b64decode(line)
    assert gzip.decompress(packed) == b"abc" * 99
    assert packed[4:8] == bytes(4)
    assert line.count(b"\n") == 1
