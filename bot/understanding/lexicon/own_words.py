"""How marketers call the option that stands for anything else, in their own languages."""

_NAMES = """
    other others else something_else anything_else misc miscellaneous
    autre autres autre_chose otro otra otros otras otra_cosa annat andra annan ovrigt
    andere anderes sonstige sonstiges altro altri outro outra
"""
ANYTHING_ELSE = frozenset(_NAMES.split())
