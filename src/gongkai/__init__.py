"""gongkai (公开): a government organ's information-disclosure year, from law to report.

Imports run one way only: ``cli`` -> ``audit`` -> ``documents`` -> ``facts`` -> ``law`` -> ``data``.
"""
