"""What becomes of one lead's history: folded, cooled, merged, erased."""
