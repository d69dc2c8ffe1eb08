"""Heavy modules of others that most processes never use: loaded when something of theirs is first asked for.

A web process that shows pages sets no PDF and reads none, and each of these would take some megabytes in it.
The import stays beside it for whoever reads the code, the type checker and the graph of imports::

    if TYPE_CHECKING:
        import typst
    else:
        typst = Later("typst")
"""

from importlib import import_module
from typing import Any


class Later:
    """Stands for a module until it is used; threads may do so at the same time."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        found = getattr(import_module(self._name), attribute)
        setattr(self, attribute, found)  # the next time it is at hand, as in the module
        return found
