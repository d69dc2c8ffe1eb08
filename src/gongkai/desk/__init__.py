"""The desk 工作台: where staff work."""
