"""Rewrites the histories of the example businesses: ``python -m tests.stories``."""

from .files import EXAMPLES, STORIES, write

if __name__ == "__main__":
    for story in STORIES:
        write(story)
        print(f"{story.pack}: {EXAMPLES.name}/{story.pack} written")
