"""Jobs 任务: work done outside the transaction that asked for it, and what became of it."""
