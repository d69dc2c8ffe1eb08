"""Proving that what is stored is what was stored."""

from gongkai.files import queries


def test_sound_contents_are_not_damaged(cast, keep):
    with cast.entered(cast.wang):
        keep(b"one")
        keep(b"two")
        assert list(queries.damaged()) == []


def test_every_kind_of_damage_is_found_and_named(cast, keep):
    with cast.entered(cast.wang):
        changed, cut, lost, sound = (
            keep(text.encode()).stored for text in ("changed", "cut", "lost", "sound")
        )
        changed.path.write_bytes(b"Changed")
        cut.path.write_bytes(b"c")
        lost.path.unlink()
        found = {damage.sha256: damage.reason for damage in queries.damaged()}
    assert found.keys() == {changed.sha256, cut.sha256, lost.sha256}
    assert "校验值" in found[changed.sha256]
    assert "大小" in found[cut.sha256]
    assert "没有这个文件" in found[lost.sha256]
    assert sound.sha256 not in found
