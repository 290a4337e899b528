"""Tables as files: cells that no spreadsheet runs, comma-separated values, workbooks."""
