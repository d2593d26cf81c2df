"""The sandbox over real HTTP: the Bot API's strictness, faults on demand, the control API, the client and the page."""
