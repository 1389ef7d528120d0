"""The main script: language, navigation, and the page that the address asks for."""

from __future__ import annotations

from cnnlab.web import navigation, warmup

navigation.page().run()
warmup.freeze_once()
