"""依申请公开 on the portal: asking for information, and following what becomes of it."""
