"""Uploads in a real browser: dropped or chosen, cut off and resumed, refused, cancelled, without scripts."""

import pytest
from tests.browser.files import UPLOAD, uploaded
from tests.browser.line import line
from tests.browser.site import let_in
from tests.files import made

MEGABYTE = 1 << 20
PIECE = 4 * MEGABYTE
LINES = "保定市司法局主动公开政府信息目录\n"
SLOW = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": MEGABYTE}
# A file as it is dragged from the desktop.
DRAGGED = """files => {
    const carried = new DataTransfer();
    for (const [name, text] of files) carried.items.add(new File([text], name));
    return carried;
}"""
STATE = ".file-picker .file-state"


@pytest.fixture
def context(browser, site):
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    let_in(page, site, "wang")
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(context, site):
    page = context.new_page()
    page.goto(site.url + UPLOAD)
    return page


@pytest.fixture
def large(tmp_path):
    """A file of ten megabytes: three pieces."""
    path = tmp_path / "目录.txt"
    content = LINES.encode()
    path.write_bytes(content * (10 * MEGABYTE // len(content)))
    return path


def send(page):
    page.get_by_role("button", name="上传", exact=True).click()


def offsets(page):
    """Where each piece begins that the page sends from now on."""
    found = []
    page.on(
        "request",
        lambda request: (
            found.append(int(request.headers["upload-offset"])) if request.method == "PATCH" else None
        ),
    )
    return found


def has_come_to(page, percent):
    page.wait_for_selector(f"{STATE}:text-matches('^{percent}%')")


def says(page, words, selector=STATE):
    page.wait_for_selector(f"{selector}:has-text('{words}')")


def test_a_cut_line_keeps_what_was_sent_and_another_visit_goes_on_from_there(context, site, large):
    with line(site.url) as wire:
        page = context.new_page()
        page.goto(wire.url + UPLOAD)
        page.set_input_files("input[type=file]", large)
        wire.left = 6 * MEGABYTE  # in the middle of the second piece
        send(page)
        says(page, "网络中断，已传的部分保存在服务器上", ".file-note")
        page.close()

        wire.mend()
        page = context.new_page()
        page.goto(wire.url + UPLOAD)
        says(page, "已传", "[data-left]")
        sent = offsets(page)
        page.set_input_files("input[type=file]", large)
        send(page)
        says(page, "已保存")
        assert PIECE <= sent[0] < 6 * MEGABYTE
        assert page.locator("[data-left]").count() == 0
        assert "1 个文件已全部保存" in page.inner_text(".file-status")
        page.get_by_role("link", name="目录.txt").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="下载").click()
        assert download.value.suggested_filename == "目录.txt"
        assert download.value.path().read_bytes() == large.read_bytes()


def test_a_short_break_heals_by_itself(page, large):
    pieces, broken = offsets(page), []

    def break_once(route):
        if route.request.method == "PATCH" and len(pieces) == 2 and not broken:
            broken.append(route.abort())
        else:
            route.continue_()

    page.route("**/desk/files/uploads/**", break_once)
    page.set_input_files("input[type=file]", large)
    send(page)
    says(page, "等待继续")
    says(page, "已保存")
    assert pieces == [0, PIECE, PIECE, 2 * PIECE]


def test_files_let_fall_are_sent_and_each_is_told_what_became_of_it(page):
    files = [["名单.txt", "名单"], ["网页.html", "<html><script>alert(1)</script>"], ["空.txt", ""]]
    carried = page.evaluate_handle(DRAGGED, files)
    page.dispatch_event(".file-drop", "drop", {"dataTransfer": carried})
    send(page)
    says(page, "3 个文件中，1 个已保存，2 个没有保存", ".file-status")
    assert page.locator(STATE).all_inner_texts() == ["已保存", "没有保存", "没有保存"]
    web, empty = page.locator(".is-refused").all_inner_texts()
    assert "请打印或另存为 PDF 后再上传" in web
    assert "请核对后重新选择文件" in empty


def test_a_file_let_fall_beside_the_field_does_not_replace_the_page(page):
    carried = page.evaluate_handle(DRAGGED, [["名单.txt", "名单"]])
    is_left_alone = page.evaluate(
        "carried => document.querySelector('h1').dispatchEvent("
        "new DragEvent('drop', {dataTransfer: carried, bubbles: true, cancelable: true}))",
        carried,
    )
    assert not is_left_alone


def test_a_new_name_is_told(page, site, tmp_path):
    mislabelled = tmp_path / "答复.pdf"
    mislabelled.write_bytes(made.docx())
    uploaded(page, site, mislabelled)
    assert page.inner_text(".file-list a") == "答复.docx"
    assert "已改名为“答复.docx”" in page.inner_text(".file-note")


def test_an_upload_under_way_is_cancelled(context, page, large):
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.set_input_files("input[type=file]", large)
    send(page)
    has_come_to(page, "[1-9][0-9]?")
    page.locator(".file-picker").get_by_role("button", name="取消").click()
    says(page, "已取消")
    page.reload()
    assert page.locator("[data-left]").count() == 0


def test_who_is_logged_out_meanwhile_is_told_what_to_do(context, page, tmp_path):
    chosen = tmp_path / "名单.txt"
    chosen.write_text("名单")
    page.set_input_files("input[type=file]", chosen)
    context.clear_cookies()
    send(page)
    says(page, "请重新登录", ".is-refused")


def test_without_a_choice_the_page_says_what_is_missing(page):
    send(page)
    says(page, "还没有选择文件", ".error-summary")


def test_files_are_sent_without_scripts_too(browser, site, tmp_path):
    good, bad = tmp_path / "名单.txt", tmp_path / "网页.html"
    good.write_text("名单")
    bad.write_text("<html><script>alert(1)</script>")
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    let_in(page, site, "wang")
    page.goto(site.url + UPLOAD)
    page.set_input_files("input[type=file]", [good, bad])
    send(page)
    assert "“网页.html”：这是网页或程序代码" in page.inner_text(".error-summary")
    page.locator(".message").get_by_role("link", name="名单.txt").click()
    page.get_by_role("button", name="删除（").click()
    assert "30 天内可以恢复" in page.inner_text("main")
    page.get_by_role("button", name="恢复文件").click()
    assert "已恢复“名单.txt”" in page.inner_text("main")
    context.close()
