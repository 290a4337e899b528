"""Receipts of tills: narrow, without a layout to go by, badly printed, but full of sums that must agree.

The total of a receipt is what several of its statements lead to: its label, what was paid less the change, the net
amount and its tax, the items together. `rows` names what each line states, `evidence` weighs it over all passes of OCR.
"""
