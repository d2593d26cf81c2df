"""`leadbot demo --example`: the example businesses speak for themselves, to their own audiences only."""

from pathlib import Path

import pytest

from bot.sandbox.client import SandboxClient

from .life import START_WITHIN, Process, free_port

pytestmark = pytest.mark.journey


async def test_pia_talks_with_the_example_shop_and_is_not_taken_for_a_company(tmp_path: Path) -> None:
    port = free_port()
    demo = await Process.begin("demo", "--port", str(port), "--example", "shop", environment={}, folder=tmp_path)
    try:
        await demo.expect(f"Open http://127.0.0.1:{port} in your browser.", within=START_WITHIN)
        async with SandboxClient(f"http://127.0.0.1:{port}", patience=15) as sandbox:
            pia = await sandbox.person("Pia", language_code="en")
            chat = await pia.start("b2b-spring")
            first = await chat.expect("How do you make your coffee at home?")
            assert "Kettlewren assistant" in first.text
            assert "you agree that we keep your answers" in first.text
            await chat.tap("Espresso")
            await chat.expect("what do you like in the cup")
            await chat.tap("Fruity and bright")
            await chat.tap("Dark and strong")
            await chat.tap("✓ Fruity and bright")
            await chat.tap("Chocolate, nuts")
            await chat.tap("Done")
            await chat.expect("What brings you to us today?")
            await chat.say("/edit")
            told = "Taste · Chocolate, nuts and Dark and strong"
            await chat.expect(lambda message: told in message.buttons)
            await chat.say("/privacy")
            await chat.expect("privacy@kettlewren.example")
    finally:
        code = await demo.end()
        print(demo.printed)
    assert code == 0
    assert "Traceback" not in demo.printed
