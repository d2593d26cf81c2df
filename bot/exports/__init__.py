"""What other programs take out: tables with stable columns, as spreadsheets or as JSON, a page at a time."""
