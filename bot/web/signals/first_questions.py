"""What the browsers' libraries ask before they report: answered so that they start, and do nothing but report."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request


def segment_settings(key: str, request: Request, public_url: str | None = None) -> dict[str, Any]:
    """Return what Segment's library for browsers asks its settings for: to report to us, and to nobody else."""
    protocol, host = _address(request, public_url)
    reporting = {
        "apiKey": key,
        "apiHost": f"{host}/v1",
        "protocol": protocol,
        "addBundledMetadata": False,
        "unbundledIntegrations": [],
        "retryQueue": True,
    }
    return {
        "integrations": {"Segment.io": reporting},
        "plan": {"track": {"__default": {"enabled": True, "integrations": {}}}},
        "middlewareSettings": {},
        "enabledMiddleware": {},
        "remotePlugins": [],
        "metrics": {"sampleRate": 0},
        "analyticsNextEnabled": True,
    }


def rudderstack_source(key: str) -> dict[str, Any]:
    """Return what RudderStack's library for browsers asks its source for: to report to us, and to nobody else."""
    silent = {"errors": {"enabled": False}, "metrics": {"enabled": False}}
    return {
        "source": {
            "id": key,
            "name": "website",
            "writeKey": key,
            "workspaceId": "leadbot",
            "enabled": True,
            "config": {"statsCollection": silent},
            "destinations": [],
        }
    }


def posthog_config(key: str) -> dict[str, Any]:
    """Return what PostHog's library for browsers asks: page views and events, no recordings, surveys or flags."""
    return {
        "token": key,
        "analytics": {"endpoint": "/i/v0/e/"},
        "supportedCompression": ["gzip", "gzip-js"],
        "hasFeatureFlags": False,
        "autocapture_opt_out": True,
        "captureDeadClicks": False,
        "capturePerformance": False,
        "heatmaps": False,
        "sessionRecording": False,
        "surveys": False,
        "productTours": False,
        "conversations": False,
        "errorTracking": {"autocaptureExceptions": False, "suppressionRules": []},
        "defaultIdentifiedOnly": True,
        "elementsChainAsString": True,
        "isAuthenticated": False,
        "toolbarParams": {},
        "siteApps": [],
    }


def posthog_config_script(key: str) -> str:
    """Return the same as a script, which the library prefers."""
    said, config = json.dumps(key), json.dumps(posthog_config(key))
    begun = "window._POSTHOG_REMOTE_CONFIG = window._POSTHOG_REMOTE_CONFIG || {};"
    return f"{begun}\nwindow._POSTHOG_REMOTE_CONFIG[{said}] = {{config: {config}, siteApps: []}};\n"


def posthog_flags() -> dict[str, Any]:
    """Return that no feature is switched for anybody, in the forms of all versions of the libraries."""
    no_flags: Mapping[str, Any] = {"flags": {}, "featureFlags": {}, "featureFlagPayloads": {}}
    config = posthog_config("")
    del config["token"]
    return {**config, **no_flags, "errorsWhileComputingFlags": False, "requestId": ""}


def _address(request: Request, public_url: str | None) -> tuple[str, str]:
    """Return the protocol and the host at which browsers reach us: a proxy in front of us may speak TLS for us."""
    if public_url:
        protocol, _, host = public_url.partition("://")
        return protocol, host.rstrip("/")
    forwarded = request.headers.get("X-Forwarded-Proto", "").split(",")[0].strip()
    protocol = forwarded if forwarded in ("http", "https") else request.url.scheme
    return protocol, request.headers.get("Host", request.url.netloc)
