"""HTML as notebooks get it, and an index of what could break it."""

from __future__ import annotations

import html.parser

import lodex

HOSTILE = '<script>alert("x")</script> & \u202e \x00 \x1b[31m'


class Page(html.parser.HTMLParser):
    """Collects tags and text; fails where tags are not closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile() -> lodex.Index:
    schema = lodex.Schema().text("title").text("body").keyword("tag")
    document = {"id": HOSTILE, "title": HOSTILE, "body": HOSTILE + " word", "tag": HOSTILE}
    return lodex.Index.from_docs([document], schema=schema)
