"""What clients of websites and shops speak to us, and how what they say is taken in."""
