"""The analytics libraries that websites have, as their makers publish them, report to a running Leadbot."""
