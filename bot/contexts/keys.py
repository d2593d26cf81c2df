"""Keys of texts, as the tables of contexts name them."""


def same(context: type, keys: str, under: str = "") -> dict[str, type]:
    """Return a table of keys that all have one context: ``keys`` with spaces between, each below ``under``.

    >>> sorted(same(str, "on off", "duty."))
    ['duty.off', 'duty.on']
    """
    return {under + key: context for key in keys.split()}
