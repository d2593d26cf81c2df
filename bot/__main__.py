"""The way in of the command ``leadbot``: loading the command line itself takes a while already."""

from bot.commands.interrupts import load_quietly


def main() -> None:
    """Run the command that was typed."""
    load_quietly()
    from bot.cli import main as run

    run()


if __name__ == "__main__":
    main()
