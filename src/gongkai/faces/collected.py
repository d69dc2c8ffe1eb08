"""Where a page finds style, script and pictures: under names that change with what is in them."""

from functools import cached_property

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedStorage(CompressedManifestStaticFilesStorage):
    """As its parent, but works out the address of a file once: every page names the same seven."""

    @cached_property
    def _known(self) -> dict[str, str]:
        return {}

    def url(self, name: str, force: bool = False) -> str:  # noqa: FBT001, FBT002  Django's signature
        """The address under which a browser may keep the file for ever.

        Raises:
            ValueError: no such file was collected.
        """
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = super().url(name, force)
        return found
