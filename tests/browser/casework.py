"""A case at the desk and what its people do with it, in their own browsers."""

from tests.browser.desk import confirmed, fill, filled, follow, pressed, told


class Case:
    """A case at the desk, and what its people do with it."""

    def __init__(self, people, address):
        self.people, self.address = people, address
        self.clerk = people("he")
        self.at_hand = self.clerk  # whose page was the last to show the case

    def of(self, person):
        """The case's page, before this person; it is loaded unless this person has just come back to it."""
        page = self.people(person)
        if page is not self.at_hand or page.url != self.address:
            page.goto(self.address)
        self.at_hand = page
        return page

    def step(self, label, *, person="he"):
        """What the page offers is taken up."""
        page = self.of(person)
        offered = page.locator("main").get_by_role("button", name=label, exact=True)
        offered = offered.or_(page.locator("main").get_by_role("link", name=label, exact=True))
        offered.first.click()
        return page

    def moved(self, label, *, person="he", **values):
        """A move is written down on its form."""
        page = self.step(label, person=person)
        filled(page, values)
        pressed(page, label)
        assert told(page).startswith("已登记")

    def found(self, about, **values):
        """A step of the examination is written down."""
        self.clerk.goto(f"{self.address}examination/{about}/")
        filled(self.clerk, values)
        pressed(self.clerk, "保存")
        assert told(self.clerk) == "审查记录已保存。"

    def written(self, **values):
        """The letter that was just begun is filled in, and nothing is left to mend; its address."""
        filled(self.clerk, values)
        pressed(self.clerk, "保存并检查")
        assert "必须改正" not in self.clerk.locator("main").inner_text(), objections(self.clerk)
        return self.clerk.url

    def signed(self, letter, *, person="ma"):
        page = self.people(person)
        page.goto(letter)
        confirmed(page, "签发")
        assert "已签发并编号" in told(page)

    def sent(self, letter):
        self.clerk.goto(f"{letter}send/")
        fill(self.clerk, proof="XA00000000013")
        self.clerk.check("[name=is_sealed]")
        pressed(self.clerk, "发出")

    def served(self, letter):
        """The letter is sent, and signed for by its reader."""
        self.sent(letter)
        follow(self.clerk, "登记送达")
        fill(self.clerk, received_by="本人")
        pressed(self.clerk, "登记送达")
        assert told(self.clerk) == "已登记送达。"

    def told_by_letter(self, label, *, is_awaited=False, **values):
        """A letter that is a step of the procedure: begun, written, signed by the head and sent.

        Where the next step waits for it to arrive, its service is entered too.
        """
        self.step(label)
        letter = self.written(**values)
        self.signed(letter)
        (self.served if is_awaited else self.sent)(letter)

    def drafted(self, ending, **values):
        """The answer is chosen, written and handed in for its reviews."""
        self.clerk.goto(f"{self.address}answer/")
        pressed(self.clerk, ending)
        letter = self.written(**values)
        pressed(self.clerk, "提交审签")
        assert told(self.clerk).startswith("已提交审签")
        return letter

    def reviewed(self, reviews):
        """Each reviewer passes it; ``reviews`` tells who reviews what."""
        for person, review in reviews.items():
            page = self.people(person)
            page.goto(f"{self.address}moves/E29/")
            filled(page, {"review": review, "passed": "yes"})
            pressed(page, "登记审查")
            assert told(page) == "已登记：登记审查。"


def objections(page):
    """What the letter's page says must be mended."""
    return page.locator("main .checks.is-blocking").all_inner_texts()
