"""The desk in browsers: who works there, and how they press, follow, fill in and read."""

from tests.browser.site import let_in

PRINTING = 120_000  # milliseconds: three files are made and read again


class People:
    """A browser of their own for all who work there, logged in once they are asked for."""

    def __init__(self, browser, site):
        self.browser, self.site = browser, site
        self.pages = {}

    def __call__(self, name):
        """The page of one of them."""
        if name not in self.pages:
            context = self.browser.new_context(locale="zh-CN", base_url=self.site.url)
            self.pages[name] = context.new_page()
            let_in(self.pages[name], self.site, name)
        return self.pages[name]

    def go_home(self):
        """Everybody's browser is closed; who comes back logs in anew."""
        for page in self.pages.values():
            page.context.close()
        self.pages.clear()


def press(page, label):
    page.locator("main").get_by_role("button", name=label, exact=True).first.click()


def follow(page, label):
    page.locator("main").get_by_role("link", name=label, exact=True).first.click()


def told(page):
    return page.locator("main .message").first.inner_text()


def fill(page, **values):
    for name, value in values.items():
        page.fill(f"main [name='{name}']", value)


def choose(page, **values):
    for name, value in values.items():
        page.select_option(f"main [name='{name}']", value)


def pressed(page, label):
    """A button is pressed, and the next page is there."""
    with page.expect_navigation():
        press(page, label)


def confirmed(page, label):
    """A button that asks once more is pressed twice."""
    press(page, label)
    with page.expect_navigation(timeout=PRINTING):
        page.locator("dialog[open]").get_by_role("button", name=label).click()


def filled(page, values):
    """Fields by their names: what is chosen, ticked, or typed."""
    for name, value in values.items():
        field = page.locator(f"main [name='{name}']").first
        if isinstance(value, dict):
            field.select_option(**value)
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        elif value is True:
            field.check()
        elif isinstance(value, list):
            page.check(f"main [name='{name}'][value='{value[0]}']")
        else:
            if not field.is_visible():
                field.locator("xpath=ancestor::details").locator("summary").first.click()
            field.fill(str(value))
