"""What a browser calls itself, in words that its owner recognises."""

SYSTEMS = (
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("OpenHarmony", "鸿蒙设备"),
    ("HarmonyOS", "鸿蒙设备"),
    ("Android", "安卓设备"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("UOS", "统信 UOS 电脑"),
    ("Kylin", "麒麟电脑"),
    ("Linux", "Linux 电脑"),
)
# More particular names first: most browsers also call themselves Chrome or Safari.
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("QQBrowser", "QQ 浏览器"),
    ("360", "360 浏览器"),
    ("Qaxbrowser", "奇安信可信浏览器"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def browser(user_agent: str) -> str:
    """The device and the browser, as far as they tell.

    >>> browser("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0")
    'Windows 电脑上的 Edge'
    >>> browser("curl/8")
    '未知的设备'
    """
    system = next((word for sign, word in SYSTEMS if sign in user_agent), "")
    name = next((word for sign, word in BROWSERS if sign in user_agent), "")
    return f"{system}上的 {name}" if system and name else system or name or "未知的设备"
