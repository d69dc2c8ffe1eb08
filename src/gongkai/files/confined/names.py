"""What the confined process calls what it makes."""

TEXT, PAGE, PASSAGES = "text.txt", "page.html", "passages.jsonl"
