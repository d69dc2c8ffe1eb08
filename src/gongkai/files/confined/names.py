"""What the confined process calls what it makes."""

TEXT, PAGE = "text.txt", "page.html"
