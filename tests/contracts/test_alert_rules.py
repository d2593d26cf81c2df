"""The example of alerts for Prometheus asks for what is measured, and is what Prometheus takes."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from ruamel.yaml import YAML

from bot import metrics

RULES = Path("docs/prometheus-alerts.yml")
OPERATING = Path("docs/operating.md")


def _measured() -> set[str]:
    """Return the names of all metrics, as they are scraped; a counter has one that ends in ``_total``."""
    lines = generate_latest(metrics.REGISTRY).decode().splitlines()
    return {line.split()[2] for line in lines if line.startswith("# TYPE")}


def test_alerts_ask_for_what_is_measured() -> None:
    rules = [rule for group in YAML(typ="safe").load(RULES)["groups"] for rule in group["rules"]]
    asked = {name for rule in rules for name in re.findall(r"leadbot_\w+", rule["expr"])}
    assert asked
    assert asked <= _measured()


@pytest.mark.parametrize("name", sorted(each for each in _measured() if not each.endswith("_created")))
def test_every_metric_is_explained(name: str) -> None:
    told = OPERATING.read_text(encoding="utf-8")
    stem = "`process_" if name.startswith("process_") else f"`{name}"
    assert stem in told or f"`{name.removeprefix('leadbot_reports')}`" in told


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool comes with Debian's package prometheus")
def test_prometheus_takes_the_rules() -> None:
    checked = subprocess.run(["promtool", "check", "rules", str(RULES)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr + checked.stdout
