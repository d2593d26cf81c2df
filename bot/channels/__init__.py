"""Where prospects and sales talk with us."""
