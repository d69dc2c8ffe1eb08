"""Notices 通知: what staff are told in the system, by mail and by text message."""
