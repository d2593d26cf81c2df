"""Links that marketing spreads, who comes by them, and contents that are opened by a link of ours."""
