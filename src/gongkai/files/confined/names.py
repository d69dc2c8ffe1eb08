"""What the confined process calls what it makes."""

TEXT, PAGE, PASSAGES, ROWS = "text.txt", "page.html", "passages.jsonl", "rows.json"
