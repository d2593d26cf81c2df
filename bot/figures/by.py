"""What figures are counted by."""

from enum import StrEnum


class By(StrEnum):
    """What handoffs are counted by: all together, or each tier, source, campaign or rep apart."""

    ALL = "all"
    TIER = "tier"
    SOURCE = "source"
    CAMPAIGN = "campaign"
    REP = "rep"
