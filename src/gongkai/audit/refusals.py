"""What is said of a file that the guard around the reader had to stop: Chinese lines that say what to do."""

CRASHED = "读取时程序意外中止，文件可能已损坏；请重新导出后再试"
OUT_OF_MEMORY = "读取需要的内存过多，已停止；请另存为正常大小的文件后再试"


def out_of_time(seconds: float) -> str:
    """The reading took too long."""
    return f"读取超过{seconds:.0f}秒，已停止；请另存为正常大小的文件后再试"


def unexpected(error: Exception) -> str:
    """The reader failed as it never should."""
    return f"读取时出现意外错误（{type(error).__name__}），请报告这个文件"
