"""The look that other tests take: what is only there, or only so, on another width is looked at as well."""

from tests.browser.looking import HEIGHT, NARROW, WIDE, violations

PALE = "color: #ddd"
PAGE = """
<!doctype html><html lang="zh"><title>一页</title>
<style>
  .wide {{ display: none }}
  @media (min-width: 900px) {{ .wide {{ display: block; {wide} }} .both {{ {both} }} main {{ {around} }} }}
</style>
<main><h1>标题在此</h1><p class="wide">宽屏才有的一句话</p><p class="both">哪里都有的一句话</p></main>
"""


def found(browser, **styles):
    """The elements whose contrast is objected to, on a narrow screen and then on a wide one."""
    page = browser.new_page()
    page.set_content(PAGE.format(**{"wide": "", "both": "", "around": ""} | styles))
    told = []
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        told.append([rule for rule in violations(page) if rule[0] == "color-contrast"])
    page.close()
    return [[node for _, nodes in rules for node in nodes] for rules in told]


def test_what_is_pale_only_on_a_wide_screen_is_found(browser):
    assert found(browser) == [[], []]
    assert found(browser, wide=PALE) == [[], ['<p class="wide">宽屏才有的一句话</p>']]
    assert found(browser, both=PALE) == [[], ['<p class="both">哪里都有的一句话</p>']]
    narrow, wide = found(browser, around="background: #333")
    assert (narrow, len(wide)) == ([], 3)


def test_what_was_empty_and_speaks_later_is_looked_at(browser):
    page = browser.new_page()
    page.set_content('<!doctype html><html lang="zh"><title>一页</title><main><h1>题</h1><p></p></main>')
    page.add_style_tag(content="p { color: #ddd }")
    assert violations(page) == []
    page.evaluate("document.querySelector('p').textContent = '后来才有的一句话'")
    assert violations(page) == [["color-contrast", ["<p>后来才有的一句话</p>"]]]
    page.close()
