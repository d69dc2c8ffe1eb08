"""The annual report 政府信息公开工作年度报告: its forms, its counting, its identities 勾稽关系."""
