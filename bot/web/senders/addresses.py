"""Where other systems bring what they report."""

PATH = "/senders/"
