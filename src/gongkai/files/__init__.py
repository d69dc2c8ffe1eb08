"""Files 文件: stored once per organ by content, of a true type, bounded and without hidden data."""
