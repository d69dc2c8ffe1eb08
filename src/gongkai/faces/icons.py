"""The one small set of icons: lines on a grid of 24, drawn inline so that no page waits for them."""

from collections.abc import Mapping
from types import MappingProxyType

ICONS: Mapping[str, str] = MappingProxyType(
    {
        "add": "M12 5v14M5 12h14",
        "alert": "M12 3.5 22 20.5H2zM12 10v5M12 17.6v.4",
        "arrow-down": "M12 5v14M6 13l6 6 6-6",
        "arrow-up": "M12 19V5M6 11l6-6 6 6",
        "back": "M19 12H5M11 6l-6 6 6 6",
        "bell": "M6 17V11a6 6 0 0 1 12 0v6l2 1.5H4zM10 21h4",
        "calendar": "M4 6h16v15H4zM4 10.5h16M8.5 3v5M15.5 3v5",
        "chart": "M4 20.5h16M6.5 20V12M12 20V5M17.5 20V9",
        "check": "M5 12.5l5 5L19.5 7",
        "clock": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7.5V12l3.2 2.2",
        "close": "M6 6l12 12M18 6 6 18",
        "download": "M12 4v11M7 10.5l5 5 5-5M4.5 20h15",
        "edit": "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
        "external": "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
        "file": "M6 3h8l5 5v13H6zM14 3v5h5",
        "filter": "M4 5h16l-6.2 7.5V19l-3.6-2v-4.5z",
        "home": "M4 11l8-7 8 7v9H4zM10 20v-6h4v6",
        "inbox": "M3 13h5l2 3h4l2-3h5M5 5h14l2 8v6H3v-6z",
        "info": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v5.5M12 7.5v.5",
        "key": "M8 11a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM11 12.2 20 4M16 8l3 3",
        "law": "M12 4v16M7 20h10M5 7h14M5 7l-2.5 6.5h5zM19 7l-2.5 6.5h5z",
        "ledger": "M6 3h13v18H6a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM8.5 8h7M8.5 12h7M8.5 16h4",
        "menu": "M4 6.5h16M4 12h16M4 17.5h16",
        "minus": "M5 12h14",
        "organ": "M3 9l9-5 9 5zM5 9v9M10 9v9M14 9v9M19 9v9M3 20.5h18",
        "overdue": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7v6M12 16v.5",
        "pause": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM9.8 8.5v7M14.2 8.5v7",
        "people": "M9 4a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM2.5 20c0-4 2.5-6.5 6.5-6.5s6.5 2.5 6.5 6.5"
        "M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14c2.2.9 3.5 3 3.5 6",
        "person": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 21c0-4.5 3-7 8-7s8 2.5 8 7",
        "print": "M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z",
        "publish": "M5 3.5h14v17H5zM8.5 8h7M8.5 12h7M8.5 16h4",
        "repeat": "M4 11a8 8 0 0 1 14-4.5L20 9M20 4v5h-5M20 13a8 8 0 0 1-14 4.5L4 15M4 20v-5h5",
        "report": "M5 3h14v18H5zM9 16v-4M12 16V8M15 16v-6",
        "search": "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20.5 20.5",
        "sort": "M8 9l4-4.5L16 9M8 15l4 4.5 4-4.5",
        "task": "M4 4h16v16H4zM8 12.5l3 3 5.5-6.5",
        "text-size": "M2.5 19 8 5l5.5 14M4.5 14.5h7M14.5 19l3.5-9 3.5 9M15.8 16h4.4",
        "trash": "M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6",
        "upload": "M12 16V5M7 9.5l5-5 5 5M4.5 20h15",
    }
)
