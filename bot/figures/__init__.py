"""What sales did, counted over columns of numbers: days that are over are packed once and for all (decision 90).

Imported when figures are first asked for: it may import numpy, which a start need not wait for.
"""
