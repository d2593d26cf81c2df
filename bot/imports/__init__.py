"""Other systems' files: read row by row, and written into the histories of their leads."""
