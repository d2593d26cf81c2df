"""The control API under `/sandbox`: what people, the page and the tests do with the messenger."""
