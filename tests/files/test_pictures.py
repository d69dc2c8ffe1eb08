"""Pictures redrawn in a confined process: what is seen stays, what is told besides goes."""

import io

import pytest
from PIL import Image
from tests.files import made

from gongkai.files import confinement
from gongkai.files.confined import pictures
from gongkai.files.confinement import UnworkableError


@pytest.fixture
def redrawn(tmp_path):
    def redraw(kind, content):
        (tmp_path / "content").write_bytes(content)
        confinement.work("redraw", kind, tmp_path / "content", tmp_path / "redrawn")
        return (tmp_path / "redrawn").read_bytes()

    return redraw


def told(content):
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        return {**picture.info}, dict(picture.getexif()), picture.size


def test_a_photograph_loses_place_person_and_remark_and_stands_upright(redrawn):
    content = made.photograph()
    before, tags, size = told(content)
    assert tags
    assert before["comment"]
    kept = redrawn("jpeg", content)
    info, tags, turned = told(kept)
    assert tags == {}
    assert not {"exif", "comment", "xmp", "photoshop"} & set(info)
    assert turned == size[::-1]


def test_a_picture_keeps_its_looks(redrawn):
    content = made.picture("JPEG", quality=90, dpi=(300, 300), icc_profile=b"colours" * 20)
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(redrawn("jpeg", content))) as after:
        assert after.info["icc_profile"] == before.info["icc_profile"]
        assert after.info["dpi"] == (300, 300)
        assert after.quantization == before.quantization
        apart = [abs(a - b) for a, b in zip(before.tobytes(), after.tobytes(), strict=True)]
    assert sum(apart) / len(apart) < 0.5  # of 255


def test_a_png_keeps_its_pixels_and_loses_its_texts(redrawn):
    from_camera = Image.new("RGBA", (20, 20), (10, 20, 30, 40))
    notes = pictures.Image.Exif()
    notes[made.ARTIST] = "Zhang San"
    out = io.BytesIO()
    from_camera.save(out, "PNG", exif=notes)
    kept = redrawn("png", out.getvalue())
    assert b"Zhang San" not in kept
    with Image.open(io.BytesIO(kept)) as after:
        assert after.tobytes() == from_camera.tobytes()


@pytest.mark.parametrize(("kind", "form"), [("gif", "GIF"), ("tiff", "TIFF")])
def test_all_pages_of_a_picture_stay(redrawn, kind, form):
    pages = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    pages[0].save(out, form, save_all=True, append_images=pages[1:])
    with Image.open(io.BytesIO(redrawn(kind, out.getvalue()))) as after:
        assert after.n_frames == 3


def test_a_scan_loses_who_made_it(redrawn):
    content = made.picture("TIFF", tiffinfo={made.ARTIST: "Zhang San"})
    assert b"Zhang San" in content
    assert b"Zhang San" not in redrawn("tiff", content)


def test_what_hides_behind_a_picture_is_gone(redrawn):
    assert b"hidden" not in redrawn("jpeg", made.picture() + b"hidden<script>")


def test_a_picture_bomb_is_refused(redrawn):
    bomb = made.picture("PNG", size=(20_000, 20_000), mode="1")
    assert len(bomb) < 2_000_000
    with pytest.raises(UnworkableError, match="百万像素"):
        redrawn("png", bomb)


@pytest.mark.parametrize("content", [b"\xff\xd8\xff" + b"\0" * 100, made.picture()[:200]])
def test_a_broken_picture_is_refused(redrawn, content):
    with pytest.raises(UnworkableError, match="不完整或已损坏"):
        redrawn("jpeg", content)
