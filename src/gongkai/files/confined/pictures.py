"""Pictures drawn anew, without what the camera wrote into them (place, time, owner) or hides behind them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, ImageSequence, JpegImagePlugin, UnidentifiedImageError

from gongkai.files.confined.refusals import UnfitError

FORMATS = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "tiff": "TIFF"}
MOST_PIXELS = 100_000_000
MOST_FRAMES = 500
# What a picture needs to look as it did; nothing else of what it tells is kept.
LOOKS = ("icc_profile", "transparency", "dpi")
MOVES = ("loop", "duration")
PAGED = ("GIF", "TIFF")
FAINT_COMPRESSION = {"1": "group4"}
LARGEST_DRAWING = 1200  # pixels


def redraw(kind: str, source: Path, target: Path) -> Mapping[str, Any]:
    """Write the picture to ``target``, pixels and colours only, turned the right way up.

    Raises:
        UnfitError: it is no sound picture of that kind, or larger than can be looked at.
    """
    form = FORMATS[kind]
    Image.MAX_IMAGE_PIXELS = None  # bounded here, with a message of our own
    try:
        with Image.open(source, formats=(form,)) as picture:
            _bound(picture)
            _save(picture, form, target)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        if isinstance(error, UnfitError) or getattr(error, "errno", None):
            raise  # said already, or no fault of the picture
        raise UnfitError("图片不完整或已损坏。请重新取得完整的图片后再上传。") from error
    return {"redrawn": True}


def draw(source: Path, folder: Path) -> tuple[int, int]:
    """Draw the picture as ``page-1.png``, small enough to look at; one drawn of one."""
    with Image.open(source) as picture:
        picture.thumbnail((LARGEST_DRAWING, LARGEST_DRAWING * 4))
        picture.convert("RGBA").save(folder / "page-1.png", "PNG")
    return 1, 1


def _bound(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        most = MOST_PIXELS // 1_000_000
        raise UnfitError(f"图片有 {width}×{height} 个像素，超过 {most} 百万像素，没有保存。请缩小后再上传。")
    if getattr(picture, "n_frames", 1) > MOST_FRAMES:
        raise UnfitError(f"图片超过 {MOST_FRAMES} 页（帧），没有保存。请分成几个文件后再上传。")


def _save(picture: Image.Image, form: str, target: Path) -> None:
    options: dict[str, Any] = {name: picture.info[name] for name in LOOKS if name in picture.info}
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        # The tables it was made with, so that it loses next to nothing and does not grow.
        options |= {"qtables": picture.quantization, "subsampling": JpegImagePlugin.get_sampling(picture)}
    if form == "TIFF":
        options["compression"] = FAINT_COMPRESSION.get(picture.mode, "tiff_adobe_deflate")
    if form in PAGED and getattr(picture, "n_frames", 1) > 1:
        options |= {name: picture.info[name] for name in MOVES if name in picture.info}
        frames = _frames(picture)
        next(frames).save(target, form, save_all=True, append_images=frames, **options)
    else:
        _bare(picture).save(target, form, **options)


def _frames(picture: Image.Image) -> Iterator[Image.Image]:
    for frame in ImageSequence.Iterator(picture):
        yield _bare(frame)


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels as a picture of their own, upright: a copy knows nothing of the file it came from."""
    upright = ImageOps.exif_transpose(picture)
    bare = upright.copy()
    bare.info = {name: upright.info[name] for name in ("transparency",) if name in upright.info}
    return bare
