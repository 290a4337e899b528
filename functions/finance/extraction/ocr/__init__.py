"""Text that can only be seen: pictures and pages without a text layer become words on pages.

`pictures` decodes within limits, `rendering` draws pages of a PDF, `upright` turns and straightens, `tesseract` sees.
Every page is seen twice, prepared differently (`passes`): what both agree on is believed.
"""
