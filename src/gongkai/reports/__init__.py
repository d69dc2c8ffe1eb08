"""The annual report 年报: built from the records, closed, frozen, published."""
